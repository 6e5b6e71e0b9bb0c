namespace NetComm.Actors;

/// <summary>A behaviour: handles a message, or answers false when it does not know it.</summary>
public delegate bool Receive(object message);
