//! What a person or a rule can do: one file per action; reads for pages; consumers and jobs.
