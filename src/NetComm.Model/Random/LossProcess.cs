namespace NetComm.Model;

/// <summary>
/// Decides for each packet, in the order in which they leave, whether a direction loses it (or duplicates, corrupts or reorders it).
/// </summary>
/// <param name="model">How often, and in what bursts.</param>
/// <param name="random">The direction's random numbers: one for each packet; with good and bad states two, and one before the first.</param>
public sealed class LossProcess(LossModel model, RandomStream random)
{
    private readonly LossModel.GilbertElliott? _bursts = model as LossModel.GilbertElliott;
    private readonly double _share = model.MeanShare.Value;
    private bool? _isBad;

    /// <summary>The model that it follows.</summary>
    public LossModel Model { get; } = model;

    /// <summary>Whether the next packet is hit.</summary>
    public bool Hits() => _bursts is null ? random.NextDouble() < _share : HitsInState(_bursts);

    private bool HitsInState(LossModel.GilbertElliott bursts)
    {
        bool bad = _isBad ?? random.NextDouble() < bursts.BadShare;
        bool hit = random.NextDouble() < (bad ? bursts.LossBad : bursts.LossGood).Value;
        bool changes = random.NextDouble() < (bad ? bursts.BadToGood : bursts.GoodToBad).Value;
        _isBad = bad != changes;
        return hit;
    }
}
