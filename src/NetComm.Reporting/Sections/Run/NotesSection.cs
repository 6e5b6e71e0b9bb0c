namespace NetComm.Reporting.Sections.Run;

/// <summary>What the run is there to teach.</summary>
internal sealed class LessonSection : ReportSection
{
    public override Section? Build(ReportContext context) =>
        context.Lesson.Length == 0 ? null : new Section("lesson", "Lesson", [new Block.Lesson(context.Lesson)]);
}

/// <summary>What to know before trusting the figures.</summary>
internal sealed class NotesSection : ReportSection
{
    public override Section? Build(ReportContext context) =>
        context.Notes.Count == 0
            ? null : new Section("notes", "Before you trust the figures",
            [new Block.Bullets([.. context.Notes.Select(note => (RichText)note)])])
            { IsAside = true };
}
