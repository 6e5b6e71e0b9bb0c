namespace NetComm.Actors;

/// <summary>A message on its way, with who sent it.</summary>
/// <param name="Message">The message.</param>
/// <param name="Sender">Who sent it, or null for nobody.</param>
public readonly record struct Envelope(object Message, IActorRef? Sender);
