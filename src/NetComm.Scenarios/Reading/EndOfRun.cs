namespace NetComm.Scenarios.Reading;

/// <summary>Refuses a file that would run for ever: without <c>duration</c>, something never ends or nothing begins.</summary>
internal static class EndOfRun
{
    private const string Remedy = "duration: 10 s, or a flow with 'count', 'stop' or 'bytes'";

    public static void Check(ResolveContext draft, IReadOnlyList<SocketProgram> programs)
    {
        if (draft.Root.Has("duration"))
        {
            CheckWarmUp(draft);
            return;
        }

        IReadOnlyList<YamlNode> flows = draft.Root.Items("flows");
        bool endless = false;
        for (int i = 0; i < flows.Count; i++)
        {
            var fields = new YamlFields(flows[i]);
            if (fields.Has("count") || fields.Has("stop") || fields.Has("bytes") || fields.Within("traffic").Has("bytes")) continue;
            if (fields.Within("traffic").Text("kind") is null or "trace") continue;
            endless = true;
            string title = Titles.Of("", "flow", flows[i], i);
            draft.Problem(flows[i].Span, $"{title}: it never ends, and the file has no 'duration'",
                "count, stop or bytes of the flow, or a duration of the file");
        }

        if (endless) return;
        SourceSpan place = draft.Root["scenario"]?.Span ?? draft.RootMapping.Span;
        if (draft.Nodes.Any(node => node.External))
            draft.Problem(place, "with an external host the run waits until 'duration', but the file has none", "duration: 60 s");
        else if (flows.Count == 0 && !HasClientApp(draft) && draft.Root.Items("programs").Count == 0)
            draft.Problem(place, "nothing ends this run: it has no flow, program or client app, and no 'duration'", Remedy);
        else if (flows.Count == 0 && !HasClientApp(draft) && programs.Count > 0
            && programs.All(program => OnlyWaits(program.Steps) == true))
        {
            draft.Problem(place, "nothing ends this run: every program waits for another to begin, and the file has no 'duration'", Remedy);
        }
    }

    private static void CheckWarmUp(ResolveContext draft)
    {
        if (draft.Root.Time("warmup") is { } warmUp && draft.Root.Time("duration") is { } duration && warmUp >= duration)
        {
            draft.Problem(
                draft.Root["warmup"]!.Span, $"warmup must be shorter than duration ({duration}), but was '{draft.Root.Text("warmup")}'");
        }
    }

    private static bool HasClientApp(ResolveContext draft) => draft.Root.Items("apps")
        .Any(app => new YamlFields(app).Text("kind") is { } kind && !kind.EndsWith("-server", StringComparison.Ordinal));

    /// <summary>Whether a program waits for others, without a timeout, before it sends; null where it does neither.</summary>
    private static bool? OnlyWaits(IEnumerable<ProgramStep> steps)
    {
        foreach (ProgramStep step in steps)
        {
            bool? waits = step switch
            {
                ProgramStep.Accept { Timeout: null } or ProgramStep.Each { Timeout: null } or ProgramStep.Receive { Timeout: null }
                    or ProgramStep.ReceiveFrom { Timeout: null } => true,
                ProgramStep.Accept or ProgramStep.Each or ProgramStep.Receive or ProgramStep.ReceiveFrom => false,
                ProgramStep.Connect or ProgramStep.Send or ProgramStep.SendTo => false,
                ProgramStep.Repeat repeat => OnlyWaits(repeat.Steps),
                ProgramStep.Try attempt => OnlyWaits([attempt.Step]),
                ProgramStep.While or ProgramStep.If or ProgramStep.Stop => false, // What it does first is known when it runs.
                _ => null,
            };
            if (waits is not null) return waits;
        }

        return null;
    }
}
