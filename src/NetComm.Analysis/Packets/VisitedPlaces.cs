namespace NetComm.Analysis;

/// <summary>Where the copies of each packet have been, as lists in one array of reused slots: allocates nothing once grown.</summary>
internal sealed class VisitedPlaces
{
    /// <summary>No place: a list's end. Slots count from 1, so that it is also what a new packet holds.</summary>
    private const int End = 0;

    private (PacketLocation Location, int Before)[] _slots = new (PacketLocation, int)[256];
    private int _used = 1;
    private int _free = End;

    /// <summary>Puts a place in front of a list, and gives what the list is now.</summary>
    public int Add(int list, PacketLocation place)
    {
        int slot = Slot();
        _slots[slot] = (place, list);
        return slot;
    }

    /// <summary>Goes from the last place of a list to the one before; false at its end.</summary>
    public bool TryTake(ref int list, out PacketLocation place)
    {
        (place, int before) = _slots[list];
        if (list == End) return false;
        list = before;
        return true;
    }

    public void Free(int list)
    {
        while (list != End)
        {
            int before = _slots[list].Before;
            _slots[list].Before = _free;
            (_free, list) = (list, before);
        }
    }

    private int Slot()
    {
        if (_free != End)
        {
            int reused = _free;
            _free = _slots[reused].Before;
            return reused;
        }

        if (_used == _slots.Length) Array.Resize(ref _slots, _used * 2);
        return _used++;
    }
}
