using System.Text.Json;

namespace NetComm.Cli.Tests.Documents;

/// <summary>A key of the schema.</summary>
/// <param name="Parent">The path of the mapping that it stands in.</param>
/// <param name="Name">The key.</param>
/// <param name="Kinds">The values of <c>kind</c> that the mapping is for.</param>
/// <param name="Step">The first key of the mapping or of the one round it: the step of a program.</param>
/// <param name="IsOfQuantity">Whether it belongs to a distribution.</param>
/// <param name="IsComing">Whether its description says that it is not supported yet.</param>
internal sealed record SchemaKey(string Parent, string Name, IReadOnlyList<string> Kinds, string Step, bool IsOfQuantity, bool IsComing)
{
    public string Path => Parent.Length == 0 ? Name : $"{Parent}.{Name}";
}

/// <summary>A word that a key takes.</summary>
internal sealed record SchemaWord(string Path, string Word);

/// <summary>Goes through a JSON Schema and lists its keys and words, with the path of each.</summary>
internal sealed class SchemaWalk(JsonElement root, string notYet)
{
    private static readonly string[] OfDistributions = ["distribution", "mean", "min", "max", "stddev", "shape"];

    private readonly Stack<string> _references = new();

    public List<SchemaKey> Keys { get; } = [];

    public List<SchemaWord> Words { get; } = [];

    public void Visit() => Visit(root, "", "", isComing: false);

    private void Visit(JsonElement node, string path, string step, bool isComing)
    {
        if (node.ValueKind != JsonValueKind.Object) return;
        isComing |= SaysNotYet(node);
        if (node.TryGetProperty("$ref", out JsonElement reference)) Follow(reference.GetString()!, path, step, isComing);
        if (node.TryGetProperty("anyOf", out JsonElement cases))
        {
            foreach (JsonElement one in cases.EnumerateArray()) Visit(one, path, step, isComing);
        }

        foreach (string inner in (string[])["items", "additionalProperties"])
        {
            if (node.TryGetProperty(inner, out JsonElement value)) Visit(value, path, step, isComing);
        }

        if (node.TryGetProperty("enum", out JsonElement words))
            Words.AddRange(words.EnumerateArray().Select(word => new SchemaWord(path, word.GetString()!)));
        if (node.TryGetProperty("const", out JsonElement only))
            Words.Add(new SchemaWord(path, only.ValueKind == JsonValueKind.String ? only.GetString()! : only.GetRawText()));
        if (node.TryGetProperty("properties", out JsonElement properties)) VisitKeys(properties, path, step, isComing);
    }

    private void VisitKeys(JsonElement properties, string path, string step, bool isComing)
    {
        JsonProperty[] all = [.. properties.EnumerateObject()];
        string[] kinds =
            [.. all.Where(key => key.Name == "kind").Select(key => key.Value).Where(IsOneWord)
                .Select(value => value.GetProperty("const").GetString()!)];
        bool isDistribution = all.Any(key => key.Name == "distribution");
        bool isStep = path.EndsWith("steps", StringComparison.Ordinal);
        foreach (JsonProperty key in all)
        {
            string first = isStep ? all[0].Name : step;
            bool coming = isComing || SaysNotYet(key.Value);
            bool ofQuantity = isDistribution && OfDistributions.Contains(key.Name);
            Keys.Add(new(path, key.Name, kinds, first, ofQuantity, coming));
            if (!ofQuantity || IsOneWord(key.Value)) Visit(key.Value, path.Length == 0 ? key.Name : $"{path}.{key.Name}", first, coming);
        }
    }

    /// <summary>A shape that holds itself is followed once.</summary>
    private void Follow(string reference, string path, string step, bool isComing)
    {
        if (_references.Contains(reference)) return;
        _references.Push(reference);
        Visit(root.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]), path, step, isComing);
        _references.Pop();
    }

    private static bool IsOneWord(JsonElement node) => node.TryGetProperty("const", out _);

    private bool SaysNotYet(JsonElement node) =>
        node.TryGetProperty("description", out JsonElement text) && text.GetString()!.Contains(notYet, StringComparison.Ordinal);
}
