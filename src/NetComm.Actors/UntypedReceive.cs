namespace NetComm.Actors;

/// <summary>A behaviour of an <see cref="UntypedActor"/>, which itself calls Unhandled for what it does not know.</summary>
public delegate void UntypedReceive(object message);
