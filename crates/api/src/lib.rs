//! REST and its OpenAPI description, over the same actions as the pages.
