using static NetComm.Scenarios.Language.Grammar.Vocabulary;

namespace NetComm.Scenarios.Language.Grammar;

/// <summary>The keys of faults (scenario language, 'Faults and other changes in time').</summary>
internal static class FaultGrammar
{
    private static readonly Shape Side = new Shape.List(NodeName, Min: 1);

    public static readonly Shape Fault = new Shape.Choice([Required("at", Time, "When.") with { Synonyms = ["time", "when"] }],
    [
        new("link",
        [
            Required("link", new Shape.Reference("a link or LAN"), "The link or LAN."),
            Required("do", Words("down", "up", "set"), "What happens to it."),
            .. LinkGrammar.Changes,
        ], "Something happens to a link or LAN."),
        new("host",
        [
            Required("host", Host, "The host."),
            Required("do", Words("crash", "restart", "join", "leave"), "What happens to it."),
            Optional("group", new Shape.Reference("a group"), "The group that it joins or leaves."),
        ], "Something happens to a host."),
        new("router",
        [
            Required("router", new Shape.Reference("a router"), "The router."),
            Required("do", Words("crash", "restart"), "What happens to it."),
        ], "Something happens to a router."),
        new("partition", [Required("partition", new Shape.List(Side, Min: 1), "Sides that no longer reach each other.")],
            "The network falls apart."),
        new("heal", [Required("heal", Flag, "Ends every partition.")], "The network is whole again."),
    ], "change");
}
