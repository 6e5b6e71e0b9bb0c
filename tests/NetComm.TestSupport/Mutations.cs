using System.Text.Json.Nodes;

namespace NetComm.TestSupport;

/// <summary>Makes of what can be read something that perhaps cannot.</summary>
internal static class Mutations
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "1", "-1", "-2", "2", "63", "255", "256", "65535", "65536", "2147483647", "2147483648", "-2147483648",
        "4294967296", "1000000000000", "9223372036854775807", "-9223372036854775808", "1e300", "0.5", "\"\"", "\"x\"", "\"a\\u0000b\"",
        "\"../../x\"", "\"\\ud83d\\ude00\"", "\"10.0.0.1\"", "\"255.255.255.255\"", "\"multicast\"", "\"tcp\"", "\"#7\"", "[]", "{}", "[[]]",
        "[0]", "[0,0]",
    ];

    /// <summary>What is copied inside a text does not double it again and again.</summary>
    private const int LongestDonor = 2000;

    public static int Below(this RandomStream random, int limit) => (int)(random.NextDouble() * limit);

    public static T OneOf<T>(this RandomStream random, IReadOnlyList<T> choices) => choices[random.Below(choices.Count)];

    /// <summary>One to four times removed, doubled, cut off, or a piece put in.</summary>
    public static string Text(string text, RandomStream random, IReadOnlyList<string> pieces)
    {
        int changes = 1 + random.Below(4);
        for (int i = 0; i < changes && text.Length > 0; i++)
        {
            int at = random.Below(text.Length);
            int length = Math.Min(random.Below(12), text.Length - at);
            text = random.Below(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, text.Substring(at, length)),
                2 => text[..at],
                3 => text.Remove(at, length).Insert(at, random.OneOf(pieces)),
                _ => text.Insert(at, random.OneOf(pieces)),
            };
        }

        return text;
    }

    /// <summary>One to four bytes changed, perhaps cut off.</summary>
    public static byte[] Bytes(byte[] bytes, RandomStream random)
    {
        byte[] mutated = [.. bytes];
        int changes = 1 + random.Below(4);
        for (int i = 0; i < changes; i++)
        {
            byte other = random.NextDouble() < 0.5 ? (byte)random.Below(256) : (byte)(random.NextDouble() < 0.5 ? 0 : 255);
            mutated[random.Below(mutated.Length)] = other;
        }

        return random.NextDouble() < 0.2 ? mutated[..random.Below(mutated.Length)] : mutated;
    }

    /// <summary>Still JSON: one to three values replaced, removed or doubled.</summary>
    public static string Json(string json, RandomStream random)
    {
        JsonNode root = JsonNode.Parse(json)!;
        int changes = 1 + random.Below(3);
        for (int i = 0; i < changes; i++)
        {
            List<JsonNode> holders = [.. Holders(root)];
            if (holders.Count == 0) break;
            JsonNode? donor = random.Below(4) == 0 ? random.OneOf(holders) : null;
            bool isShort = donor?.ToJsonString().Length < LongestDonor;
            JsonNode? value = isShort ? donor!.DeepClone() : JsonNode.Parse(random.OneOf(Values));
            Change(random.OneOf(holders), value, random);
        }

        return root.ToJsonString();
    }

    private static void Change(JsonNode holder, JsonNode? value, RandomStream random)
    {
        int what = random.Below(8);
        if (holder is JsonArray list)
        {
            int at = random.Below(list.Count);
            if (what == 0) list.RemoveAt(at);
            else if (what == 1) list.Insert(at, list[at]?.DeepClone());
            else list[at] = value;
            return;
        }

        var keys = (JsonObject)holder;
        string key = random.OneOf([.. keys.Select(entry => entry.Key)]);
        if (what == 0) keys.Remove(key);
        else if (what == 1) keys[key + "s"] = value;
        else keys[key] = value;
    }

    /// <summary>What has values in it, from the root on.</summary>
    private static IEnumerable<JsonNode> Holders(JsonNode? node) => node switch
    {
        JsonObject { Count: > 0 } keys => keys.SelectMany(entry => Holders(entry.Value)).Prepend(keys),
        JsonArray { Count: > 0 } list => list.SelectMany(Holders).Prepend(list),
        _ => [],
    };
}
