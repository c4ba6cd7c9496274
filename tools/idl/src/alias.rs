//! Anchor names its unaligned integers (`PodU64`) as aliases of the plain ones. Client generators do
//! not know aliases, and a reader of the bytes does not need them.

use std::collections::BTreeMap;

use serde_json::Value;

/// Replaces every use of an alias by what it stands for, and drops the aliases.
pub fn inline(idl: &mut Value) {
    let mut aliases = BTreeMap::new();
    if let Some(types) = idl.get_mut("types").and_then(Value::as_array_mut) {
        types.retain(|definition| match alias_of(definition) {
            Some((name, target)) => {
                aliases.insert(name, target);
                false
            }
            None => true,
        });
    }
    replace(idl, &aliases);
}

fn alias_of(definition: &Value) -> Option<(String, Value)> {
    let name = definition.get("name")?.as_str()?.to_owned();
    let target = definition.get("type")?.get("alias")?.clone();
    Some((name, target))
}

fn replace(value: &mut Value, aliases: &BTreeMap<String, Value>) {
    let name = value.get("defined").and_then(|defined| defined.get("name")).and_then(Value::as_str);
    if let Some(target) = name.and_then(|name| aliases.get(name)) {
        *value = target.clone();
        return;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, aliases)),
        Value::Object(fields) => fields.values_mut().for_each(|field| replace(field, aliases)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn an_alias_gives_way_to_its_target() {
        let mut idl = json!({
            "types": [
                { "name": "PodU64", "type": { "kind": "type", "alias": "u64" } },
                { "name": "Pool", "type": { "kind": "struct", "fields": [
                    { "name": "total", "type": { "defined": { "name": "PodU64" } } },
                    { "name": "weeks", "type": { "array": [{ "defined": { "name": "PodU64" } }, 4] } },
                    { "name": "inner", "type": { "defined": { "name": "Inner" } } },
                ] } },
            ]
        });
        super::inline(&mut idl);
        assert_eq!(
            idl["types"],
            json!([{ "name": "Pool", "type": { "kind": "struct", "fields": [
                { "name": "total", "type": "u64" },
                { "name": "weeks", "type": { "array": ["u64", 4] } },
                { "name": "inner", "type": { "defined": { "name": "Inner" } } },
            ] } }])
        );
    }
}
