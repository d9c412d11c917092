//! Message and content ids.

/// Adds the ids in a field's value, without brackets. Without any brackets, each word with an `@` is one.
pub(crate) fn ids_in(value: &str, all: &mut Vec<String>) {
    let mut rest = value;
    let mut found = false;
    while let Some((_, inner)) = rest.split_once('<') {
        let Some((id, after)) = inner.split_once('>') else { break };
        found = true;
        add(id, all);
        rest = after;
    }
    if !found {
        for word in value.split([' ', '\t', ',', ';']) {
            let word = word.trim_matches(['<', '>', '"']);
            if word.contains('@') || (!word.is_empty() && !value.trim().contains(' ')) {
                add(word, all);
            }
        }
    }
}

fn add(id: &str, all: &mut Vec<String>) {
    let id: String = id.chars().filter(|letter| !letter.is_whitespace()).collect();
    if !id.is_empty() && !all.contains(&id) && all.len() < crate::limits::ADDRESSES_MAX {
        all.push(id);
    }
}

/// What stands in the last pair of angle brackets.
pub(crate) fn last_bracketed(value: &str) -> Option<&str> {
    let (_, inner) = value.rsplit_once('<')?;
    let (inner, _) = inner.split_once('>')?;
    Some(inner.trim())
}
