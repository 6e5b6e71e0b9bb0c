namespace NetComm.Reporting.Charts.Svg;

/// <summary>A labelled place on an axis.</summary>
/// <param name="Position">Along the axis, in pixels.</param>
/// <param name="Label">The round value there, in the unit of the axis.</param>
internal readonly record struct Tick(double Position, string Label);
