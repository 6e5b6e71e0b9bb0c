namespace NetComm.Sim.Runtime.Loopback;

/// <summary>A message that holds something: a real socket, or a packet for which the run waits. Where nobody takes it, it lets go of that.</summary>
internal interface IHoldingMessage
{
    /// <summary>Lets go, once. From any thread.</summary>
    void LetGo(LoopbackNetwork network);
}
