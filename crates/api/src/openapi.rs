//! The description of it all (OpenAPI 3.1), made from the same list as the router.
//!
//! What is true of every route (the token, the problems, the idempotency key) is added here, once, so that no
//! handler can forget it.

use crate::guard::Needs;
use crate::problem::{FieldProblem, KINDS, Problem};
use crate::route::{PREFIX, routes};
use axum::Json;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn, PathItem, Paths};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, HeaderBuilder, InfoBuilder, ObjectBuilder, OpenApi, OpenApiBuilder,
    Ref, RefOr, Required, ResponseBuilder, Server, Type,
};
use utoipa::{PartialSchema, ToSchema};

/// Describe the API (OpenAPI 3.1).
#[utoipa::path(get, path = "/openapi.json", tag = "Description", operation_id = "show_openapi",
    responses((status = 200, description = "This description", body = Object)))]
pub(crate) async fn show() -> Json<OpenApi> {
    Json(openapi())
}

/// The name of the security scheme in the description.
const TOKEN: &str = "token";

/// The description.
pub fn openapi() -> OpenApi {
    let mut paths = Paths::new();
    let mut components = ComponentsBuilder::new()
        .security_scheme(
            TOKEN,
            SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()),
        )
        .schema(Problem::name(), Problem::schema())
        .schema(FieldProblem::name(), FieldProblem::schema());
    for (status, name, title) in KINDS {
        components = components.response(name, problem(status, title));
    }
    for route in routes() {
        let (schemas, described, _) = route.described;
        components = components.schemas_from_iter(schemas);
        for (path, mut item) in described.paths {
            each_operation(&mut item, |method, operation| complete(method, operation, route.needs));
            match paths.paths.get_mut(&path) {
                Some(known) => known.merge_operations(item),
                None => {
                    paths.paths.insert(path, item);
                }
            }
        }
    }
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Cape")
                .version("1")
                .description(Some("Customers, conversations, timelines and events. See docs/api.md."))
                .build(),
        )
        .servers(Some([Server::new(PREFIX)]))
        .paths(paths)
        .components(Some(components.build()))
        .build()
}

/// A problem as a response.
fn problem(status: u16, title: &str) -> utoipa::openapi::Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(Problem::name()))).build();
    let mut response = ResponseBuilder::new().description(title).content("application/problem+json", content);
    let seconds = || HeaderBuilder::new().schema(ObjectBuilder::new().schema_type(Type::Integer).build());
    if status == 429 {
        response = response.header("Retry-After", seconds().description(Some("Seconds to wait.")).build());
    }
    response.build()
}

/// Adds what is true of all routes to one operation.
fn complete(method: &str, operation: &mut Operation, needs: Needs) {
    let has_holes = operation.parameters.iter().flatten().any(|one| one.parameter_in == ParameterIn::Path);
    let has_query = operation.parameters.iter().flatten().any(|one| one.parameter_in == ParameterIn::Query);
    let has_body = operation.request_body.is_some();
    let mut statuses = vec![500];
    if let Needs::Scope(scope) = needs {
        operation.security = Some(vec![SecurityRequirement::new(TOKEN, [scope.name()])]);
        let words = format!("Needs the scope `{}`.", scope.name());
        let before = operation.description.take().map(|words| words + "\n\n").unwrap_or_default();
        operation.description = Some(before + &words);
        statuses.extend([401, 403, 429]);
    }
    if has_query || has_body {
        statuses.push(400);
    }
    if has_holes || has_body {
        statuses.push(404);
    }
    if has_body {
        statuses.extend([409, 413, 415, 422, 507]);
    }
    for (status, name, _) in KINDS {
        if statuses.contains(&status) {
            let reference = RefOr::Ref(Ref::new(format!("#/components/responses/{name}")));
            operation.responses.responses.insert(status.to_string(), reference);
        }
    }
    if has_body && method == "post" {
        let key = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some("The same key and the same request within 24 hours get the same answer, and nothing happens twice."))
            .schema(Some(
                ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(255)).pattern(Some("^[!-~]+$")),
            ));
        operation.parameters.get_or_insert_default().push(key.build());
    }
}

fn each_operation(item: &mut PathItem, mut change: impl FnMut(&str, &mut Operation)) {
    let operations = [
        ("get", &mut item.get),
        ("post", &mut item.post),
        ("put", &mut item.put),
        ("patch", &mut item.patch),
        ("delete", &mut item.delete),
    ];
    for (method, operation) in operations {
        if let Some(operation) = operation {
            change(method, operation);
        }
    }
}
