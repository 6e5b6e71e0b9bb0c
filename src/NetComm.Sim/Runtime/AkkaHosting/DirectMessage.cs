namespace NetComm.Sim.Runtime.AkkaHosting;

/// <summary>
/// A message that its receiver takes without asking who sent it. In a simulated run it goes to a <see cref="DirectActor"/> without Akka's envelope: packets and
/// the ticks of traffic do, which are nearly all messages of a run.
/// </summary>
internal abstract class DirectMessage : INotInfluenceReceiveTimeout;
