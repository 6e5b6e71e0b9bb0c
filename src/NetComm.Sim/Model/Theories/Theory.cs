namespace NetComm.Sim.Model.Theories;

/// <summary>A closed form that says what a run must measure, where its assumptions are met.</summary>
public abstract record Theory;
