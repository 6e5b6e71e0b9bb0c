using NetComm.Scenarios.Reading.Theories;

namespace NetComm.Scenarios.Reading.Expectations;

/// <summary>Reads an expectation from a theory, and checks that the scenario meets the theory's assumptions.</summary>
internal static class OracleReader
{
    /// <summary>Null where it has a mistake, which is reported. In a rubric, which has no scenario, it has no theory yet.</summary>
    public static Expectation? Read(ResolveContext draft, YamlFields fields, string title)
    {
        if (fields.Scalar("oracle") is not { } theory) return null;
        (YamlScalar? flow, YamlScalar? link) = (fields.Scalar("flow"), fields.Scalar("link"));
        if ((flow ?? link) is not { } subject || (flow is not null && link is not null))
        {
            draft.Problem(
                (link ?? theory).Span,
                $"{title}: an oracle speaks of one flow or of one link{(link is null ? "" : ", but both stand here")}",
                "flow: NAME, link: NAME");
            return null;
        }

        if (theory.Value == "mathis" && link is not null)
        {
            draft.Problem(link.Span, $"{title}: mathis speaks of a flow, not of a link", "flow: NAME");
            return null;
        }

        bool ofFlow = flow is not null;
        (string noun, EntityKind kind) = ofFlow ? ("a flow", EntityKind.Flow) : ("a link", EntityKind.Link);
        if (Name(draft, subject, $"{title}: '{(ofFlow ? "flow" : "link")}'", noun, kind) is not { } name) return null;
        var expectation = new Expectation
        {
            Text = $"oracle: {theory.Value}, {(ofFlow ? "flow" : "link")}: {name}",
            Subject = ofFlow ? ExpectationSubject.Flow : ExpectationSubject.Medium,
            Name = name,
            Metric = Metric.Theory,
        };
        if (draft.Model is not { } model) return expectation;

        // What is broken was reported already: no theory can be checked for it, nor for paths where a link may be missing.
        bool isResolved = ofFlow ? model.Flows.Any(one => one.Name == name) : model.Media.Any(one => one.Name == name);
        if (!isResolved || draft.LacksMedia) return null;
        Oracle? oracle = new Assumptions(draft, model, title, theory.Value).Of(subject, ofFlow, fields.Text("mode") == "loopback");
        return oracle is null ? null : expectation with { Oracle = oracle };
    }

    private static string? Name(ResolveContext draft, YamlScalar typed, string what, string wanted, EntityKind kind) =>
        draft.Measured.IsOpen && draft.Measured.Find(typed.Value) is null
            ? typed.Value : draft.Measured.Resolve(typed, what, wanted, allowsCounted: false, kind)?.Name;
}
