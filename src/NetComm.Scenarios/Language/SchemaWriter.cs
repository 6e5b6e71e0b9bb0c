using System.Text.Json.Nodes;

namespace NetComm.Scenarios.Language;

/// <summary>Writes the grammar as JSON Schema 2020-12.</summary>
internal sealed class SchemaWriter
{
    private const string Ignored = "^x-";
    private const string Octet = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    private readonly JsonObject _definitions = [];

    public JsonObject Write(string title, Shape.Record grammar)
    {
        JsonObject root = Of(grammar);
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = title,
        };
        foreach ((string name, JsonNode? value) in root) schema[name] = value?.DeepClone();
        schema["$defs"] = _definitions;
        return schema;
    }

    private JsonObject Of(Shape shape) => shape switch
    {
        Shape.Text text => text.MayBeEmpty ? Typed("string", "number", "boolean")
            : With(Typed("string", "number", "boolean"), "minLength", 1),
        Shape.NewName => With(Typed("string", "integer"), "pattern", "^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$"),
        Shape.Reference reference => With(Typed("string", "number"), "title", reference.Of),
        // What YAML itself reads as true is no text to an editor.
        Shape.Word { Words: ["true"] } => new() { ["const"] = true },
        Shape.Word word => new() { ["enum"] = Strings(word.Words) },
        Shape.Flag => Typed("boolean"),
        Shape.Whole whole => Range(Typed("integer"), whole.Min, whole.Max == long.MaxValue ? null : whole.Max),
        Shape.Number number => Range(Typed("number"), number.Min, number.Max),
        Shape.Amount amount => Amount(amount),
        Shape.Address => With(Typed("string"), "pattern", $"^{Octet}(\\.{Octet}){{3}}$"),
        Shape.Subnet => With(Typed("string"), "pattern", $"^{Octet}(\\.{Octet}){{3}}/([89]|[12][0-9]|30)$"),
        Shape.List list => List(list),
        Shape.Dictionary dictionary => Dictionary(dictionary),
        Shape.Record { Keys: [] } => new() { ["type"] = Strings(["object", "null"]), ["additionalProperties"] = false },
        Shape.Record record => Object(record.Keys),
        Shape.Variant variant => Alternatives(variant.Cases.Select(one => Case(variant, one))),
        Shape.Choice choice =>
            Alternatives(
            [
                .. choice.Cases.Select(one => Described(Object([.. choice.Common, .. one.Keys]), one.Doc, one.Later)),
                .. Bare([.. choice.Cases.Where(one => one.StandsBare).Select(one => one.Name)]),
            ]),
        Shape.Either either =>
            new() { ["anyOf"] = new JsonArray([.. new[] { either.AsScalar, either.AsMapping, either.AsList }.OfType<Shape>().Select(Of)]) },
        Shape.Named named => Named(named),
        _ => [],
    };

    private static IEnumerable<JsonObject> Bare(string[] words) => words.Length == 0 ? [] : [new() { ["enum"] = Strings(words) }];

    private JsonObject Named(Shape.Named named)
    {
        if (!_definitions.ContainsKey(named.Name))
        {
            _definitions[named.Name] = new JsonObject(); // so that a shape that contains itself finds its name in use
            _definitions[named.Name] = Of(named.Get());
        }

        return new() { ["$ref"] = "#/$defs/" + named.Name };
    }

    private static JsonObject Amount(Shape.Amount amount)
    {
        QuantityKind[] kinds = [.. amount.Range.Kinds];
        string sign = amount.Range.AllowsNegative ? "[+-]?" : "[+]?";
        string units = string.Join("|", kinds.SelectMany(Units.Spellings));
        JsonObject text = With(Typed("string"), "pattern", $"^\\s*{sign}{QuantityReader.NumberPattern[5..]}\\s*({units})\\s*$");
        text["examples"] = Strings(kinds.Select(Units.Example));
        var alternatives = new List<JsonObject> { text };
        if (kinds.Contains(QuantityKind.Share)) alternatives.Add(new() { ["type"] = "number", ["minimum"] = 0, ["exclusiveMaximum"] = 1 });
        if (amount.OrWord is { } word) alternatives.Add(new() { ["const"] = word });
        return alternatives.Count == 1 ? text : new() { ["anyOf"] = new JsonArray([.. alternatives]) };
    }

    private JsonObject List(Shape.List list)
    {
        JsonObject schema = Typed("array");
        schema["items"] = Of(list.Item);
        if (list.Min > 0) schema["minItems"] = list.Min;
        if (list.Max < int.MaxValue) schema["maxItems"] = list.Max;
        return schema;
    }

    private JsonObject Dictionary(Shape.Dictionary dictionary)
    {
        JsonObject schema = Typed("object");
        JsonObject value = Of(dictionary.Value);
        schema["additionalProperties"] = dictionary.MayBeNull ? new JsonObject { ["anyOf"] = new JsonArray(value, Typed("null")) } : value;
        if (dictionary.Besides is { } key)
        {
            JsonObject either = Alternatives([Of(key.Shape), (JsonObject)value.DeepClone()]);
            schema["properties"] = new JsonObject { [key.Name] = Described(either, key.Doc, key.Later) };
        }

        if (dictionary.Thing is not null) schema["patternProperties"] = new JsonObject { [Ignored] = true };
        if (dictionary.KeysAreNames) schema["propertyNames"] = Of(new Shape.NewName());
        return schema;
    }

    private JsonObject Case(Shape.Variant variant, Case one)
    {
        JsonObject schema = Object([.. variant.Common, .. one.Keys]);
        ((JsonObject)schema["properties"]!)[variant.Discriminator] = new JsonObject { ["const"] = one.Name };
        if (one.Name == variant.Default) return Described(schema, one.Doc, one.Later);
        JsonArray required = schema["required"] as JsonArray ?? [];
        required.Insert(0, variant.Discriminator);
        schema["required"] = required;
        return Described(schema, one.Doc, one.Later);
    }

    private JsonObject Object(IReadOnlyList<Key> keys)
    {
        var properties = new JsonObject();
        foreach (Key key in keys) properties[key.Name] = Described(Of(key.Shape), key.Doc, key.Later);
        JsonObject schema = Typed("object");
        schema["properties"] = properties;
        schema["patternProperties"] = new JsonObject { [Ignored] = true };
        schema["additionalProperties"] = false;
        string[] required = [.. keys.Where(key => key.Required).Select(key => key.Name)];
        if (required.Length > 0) schema["required"] = Strings(required);
        return schema;
    }

    private static JsonObject Described(JsonObject schema, string doc, bool later)
    {
        string text = later ? $"{doc} (not supported yet)" : doc;
        if (text.Length > 0) schema["description"] = text;
        return schema;
    }

    private static JsonObject Alternatives(IEnumerable<JsonObject> cases) => new() { ["anyOf"] = new JsonArray([.. cases]) };

    private static JsonObject Typed(params string[] types) => new() { ["type"] = types.Length == 1 ? types[0] : Strings(types) };

    private static JsonObject With(JsonObject schema, string key, JsonNode value)
    {
        schema[key] = value;
        return schema;
    }

    private static JsonObject Range(JsonObject schema, decimal min, decimal? max)
    {
        schema["minimum"] = min;
        if (max is not null) schema["maximum"] = max;
        return schema;
    }

    private static JsonArray Strings(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
}
