using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NetComm.Scenarios;
using NetComm.Scenarios.Yaml;

namespace NetComm.TestSupport;

/// <summary>
/// The part of JSON Schema 2020-12 that the schemas of tests use; an unknown keyword throws, so that nothing passes unread.
/// </summary>
internal sealed class JsonSchema(JsonObject root)
{
    private static readonly string[] Remarks = ["$schema", "$defs", "title", "description", "examples"];

    /// <summary>The first fault of a value, with its path; null where it conforms.</summary>
    public string? Fault(JsonNode? value) => Fault(root, value, "");

    /// <summary>The first fault of a YAML document.</summary>
    public string? FaultOfYaml(string yaml) => Fault(ValueOf(yaml));

    /// <summary>A YAML document as the JSON that a schema is about.</summary>
    public static JsonNode? ValueOf(string yaml) => ValueOf(YamlReader.Read(new SourceText("test.yaml", yaml), new ProblemList())!);

    private string? Fault(JsonNode? schema, JsonNode? value, string path)
    {
        if (schema is JsonValue) return schema.GetValue<bool>() ? null : path + " may not stand";
        foreach ((string keyword, JsonNode? rule) in (JsonObject)schema!)
        {
            if (Remarks.Contains(keyword)) continue;
            if (Fault(keyword, rule!, (JsonObject)schema, value, path) is { } fault) return fault;
        }

        return null;
    }

    private string? Fault(string keyword, JsonNode rule, JsonObject schema, JsonNode? value, string path)
    {
        bool holds = true;
        switch (keyword)
        {
            case "$ref":
                return Fault(root["$defs"]![rule.GetValue<string>()["#/$defs/".Length..]], value, path);
            case "anyOf":
                string?[] faults = [.. ((JsonArray)rule).Select(one => Fault(one, value, path))];
                return faults.Contains(null) ? null : string.Join(" | ", faults);
            case "type":
                holds = (rule is JsonArray types ? types.Select(type => type!.GetValue<string>()) : [rule.GetValue<string>()])
                    .Any(type => IsOf(type, value));
                break;
            case "enum":
                holds = ((JsonArray)rule).Any(one => JsonNode.DeepEquals(one, value));
                break;
            case "const":
                holds = JsonNode.DeepEquals(rule, value);
                break;
            case "pattern":
                holds = value is not JsonValue text || !IsOf("string", text)
                    || Regex.IsMatch(text.GetValue<string>(), rule.GetValue<string>());
                break;
            case "minLength":
                holds = !IsOf("string", value) || value!.GetValue<string>().Length >= rule.GetValue<int>();
                break;
            case "minimum":
                holds = !IsOf("number", value) || value!.GetValue<decimal>() >= rule.GetValue<decimal>();
                break;
            case "maximum":
                holds = !IsOf("number", value) || value!.GetValue<decimal>() <= rule.GetValue<decimal>();
                break;
            case "exclusiveMaximum":
                holds = !IsOf("number", value) || value!.GetValue<decimal>() < rule.GetValue<decimal>();
                break;
            case "minItems":
                holds = value is not JsonArray few || few.Count >= rule.GetValue<int>();
                break;
            case "maxItems":
                holds = value is not JsonArray many || many.Count <= rule.GetValue<int>();
                break;
            case "items":
                return value is JsonArray items ? items.Select((item, i) => Fault(rule, item, $"{path}[{i}]"))
                    .FirstOrDefault(fault => fault is not null) : null;
            case "required":
                holds = value is not JsonObject whole || ((JsonArray)rule).All(name => whole.ContainsKey(name!.GetValue<string>()));
                break;
            case "propertyNames":
                return (value as JsonObject)?.Select(property => Fault(rule, JsonValue.Create(property.Key), path))
                    .FirstOrDefault(fault => fault is not null);
            case "properties":
                return (value as JsonObject)?.Where(property => rule[property.Key] is not null)
                    .Select(property => Fault(rule[property.Key], property.Value, $"{path}.{property.Key}"))
                    .FirstOrDefault(fault => fault is not null);
            case "patternProperties":
                break;
            case "additionalProperties":
                return (value as JsonObject)?.Where(
                    property => schema["properties"]?[property.Key] is null && !property.Key.StartsWith("x-", StringComparison.Ordinal))
                    .Select(property => Fault(rule, property.Value, $"{path}.{property.Key}")).FirstOrDefault(fault => fault is not null);
            default:
                throw new NotSupportedException($"The keyword {keyword} is not known here.");
        }

        return holds ? null : $"{path}: {keyword} {rule.ToJsonString()} does not hold for {value?.ToJsonString() ?? "null"}";
    }

    private static bool IsOf(string type, JsonNode? value) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "boolean" =>
            value is JsonValue && value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        "string" => value is JsonValue && value.GetValueKind() is System.Text.Json.JsonValueKind.String,
        "number" => value is JsonValue && value.GetValueKind() is System.Text.Json.JsonValueKind.Number,
        "integer" => value is JsonValue && value.GetValueKind() is System.Text.Json.JsonValueKind.Number
            && value.GetValue<decimal>() % 1 == 0,
        _ => throw new NotSupportedException($"The type {type} is not known here."),
    };

    private static JsonNode? ValueOf(YamlNode node) => node switch
    {
        YamlMapping mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Name, ValueOf(entry.Value)))),
        YamlSequence list => new JsonArray([.. list.Items.Select(ValueOf)]),
        YamlScalar { IsNull: true } => null,
        YamlScalar { IsPlain: true, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalar { IsPlain: true } scalar when decimal
            .TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) => JsonValue.Create(number),
        YamlScalar scalar => JsonValue.Create(scalar.Value),
        _ => throw new NotSupportedException($"No JSON for {node.Kind}."),
    };
}
