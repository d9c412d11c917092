//! Keys of other systems.

use crate::support::{UNUSUAL, at, new_agent, read, token, write};
use store::Database;
use store::api_token::{self, ApiToken};

pub(crate) fn life(db: &Database) {
    let (anna, shop, carrier) = write(db, |tx| {
        let anna = new_agent(tx, "anna")?;
        let shop = api_token::add(tx, &token(1), UNUSUAL, "timeline:write events:read", Some(anna), at(1))?;
        Ok((anna, shop, api_token::add(tx, &token(2), "carrier", "timeline:write", None, at(2))?))
    });
    let again = db.write(|tx| api_token::add(tx, &token(1), "", "", None, at(3))).wait();
    assert!(again.is_err_and(|error| error.is_duplicate()));
    let expected = ApiToken {
        id: shop,
        name: UNUSUAL.into(),
        scopes: "timeline:write events:read".into(),
        created_by: Some(anna),
        created_at: at(1),
        used_at: None,
        revoked_at: None,
    };
    let find = |number| read(db, move |tx| api_token::find(tx, &token(number)));
    assert_eq!(find(1), Some(expected.clone()));
    assert_eq!(find(3), None);
    write(db, move |tx| api_token::touch(tx, shop, at(5)));
    let revoke = |now| write(db, move |tx| api_token::revoke(tx, shop, at(now)));
    assert_eq!((revoke(6), revoke(7)), (true, false));
    assert_eq!(find(1), Some(ApiToken { used_at: Some(at(5)), revoked_at: Some(at(6)), ..expected }));
    let all: Vec<_> =
        read(db, api_token::all).into_iter().map(|token| (token.id, token.revoked_at)).collect();
    assert_eq!(all, [(carrier, None), (shop, Some(at(6)))]);
}
