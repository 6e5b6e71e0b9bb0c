namespace NetComm.Sim.Measuring;

/// <summary>How many answers came from a host.</summary>
public sealed record AnswerCount(string Host, long Answers);
