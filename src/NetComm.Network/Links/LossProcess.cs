namespace NetComm.Network;

/// <summary>Decides, packet by packet in the order in which they leave, which ones a direction loses, duplicates, corrupts, ….</summary>
/// <param name="random">The direction's stream of chance: of a good or bad state two draws a packet, and one before the first.</param>
internal sealed class LossProcess(LossModel model, RandomStream random)
{
    private readonly LossModel.GilbertElliott? _bursts = model as LossModel.GilbertElliott;
    private readonly double _share = model.MeanShare.Value;
    private bool? _isBad;

    internal LossModel Model { get; } = model;

    internal bool Hits() => _bursts is null ? random.NextDouble() < _share : HitsInState(_bursts);

    private bool HitsInState(LossModel.GilbertElliott bursts)
    {
        bool bad = _isBad ?? random.NextDouble() < bursts.BadShare;
        bool hit = random.NextDouble() < (bad ? bursts.LossBad : bursts.LossGood).Value;
        bool changes = random.NextDouble() < (bad ? bursts.BadToGood : bursts.GoodToBad).Value;
        _isBad = bad != changes;
        return hit;
    }
}
