namespace NetComm.Reporting.Diagrams.Topology;

/// <summary>
/// Moves boxes apart until none touches another, within a width, and off the lines between others where they can; downwards there is room.
/// </summary>
internal static class BoxSpreading
{
    private const int Rounds = 200;
    private const double GapX = 16;
    private const double GapY = 14;

    /// <summary>In a network with more lines than this for each box there is no way round them all.</summary>
    private const double FewLines = 1.6;

    /// <summary>A box goes off a line in steps, so that it finds its place among the others.</summary>
    private const double LineStep = 8;

    private const double LineGap = 8;

    public static void Spread(Box[] boxes, IReadOnlyList<PlanEdge> lines, double left, double right)
    {
        for (int i = 0; i < boxes.Length; i++) boxes[i] = Within(boxes[i], left, right);
        for (int round = 0; round < Rounds && lines.Count <= FewLines * boxes.Length; round++)
            if (!(PushOnce(boxes, left, right) | ClearOnce(boxes, lines, left, right)))
                return;
        for (int round = 0; round < Rounds; round++)
            if (!PushOnce(boxes, left, right))
                return;
        Stack(boxes);
    }

    /// <summary>Each pair that touches goes apart by half of what is wanting, along the axis on which that is less.</summary>
    private static bool PushOnce(Box[] boxes, double left, double right)
    {
        bool pushed = false;
        for (int i = 0; i < boxes.Length; i++)
            for (int j = i + 1; j < boxes.Length; j++)
            {
                if (!boxes[i].Touches(boxes[j], GapX, GapY)) continue;
                Place apart = boxes[j].Middle - boxes[i].Middle;
                double wantingX = ((boxes[i].Width + boxes[j].Width) / 2) + GapX - Math.Abs(apart.X);
                double wantingY = ((boxes[i].Height + boxes[j].Height) / 2) + GapY - Math.Abs(apart.Y);
                Place by = wantingX < wantingY
                    ? new Place((wantingX + 0.1) / 2 * (apart.X < 0 ? -1 : 1), 0)
                    : new Place(0, (wantingY + 0.1) / 2 * (apart.Y < 0 ? -1 : 1));
                boxes[i] = Within(boxes[i] with { Middle = boxes[i].Middle - by }, left, right);
                boxes[j] = Within(boxes[j] with { Middle = boxes[j].Middle + by }, left, right);
                pushed = true;
            }
        return pushed;
    }

    /// <summary>Each box that lies on a line between two others goes aside.</summary>
    private static bool ClearOnce(Box[] boxes, IReadOnlyList<PlanEdge> lines, double left, double right)
    {
        bool moved = false;
        foreach (PlanEdge line in lines)
            for (int i = 0; i < boxes.Length; i++)
            {
                if (i == line.A || i == line.B) continue;
                (Place a, Place b) = (boxes[line.A].Middle, boxes[line.B].Middle);
                Place along = b - a;
                Box wide = boxes[i] with { Width = boxes[i].Width + LineGap, Height = boxes[i].Height + LineGap };
                if (along.Length < 1 || wide.Cut(a, b) is null) continue;
                Place across = new Place(-along.Y, along.X) * (1 / along.Length);
                Place away = boxes[i].Middle - a;
                int side = (away.X * across.X) + (away.Y * across.Y) < 0 ? -1 : 1;
                boxes[i] = Within(boxes[i] with { Middle = boxes[i].Middle + (across * (side * LineStep)) }, left, right);
                moved = true;
            }
        return moved;
    }

    /// <summary>Where pushing found no rest: from the top down, each box moves below those that it touches.</summary>
    private static void Stack(Box[] boxes)
    {
        int[] order = Enumerable.Range(0, boxes.Length).OrderBy(i => boxes[i].Middle.Y).ThenBy(i => i).ToArray();
        for (int rank = 1; rank < order.Length; rank++)
        {
            ref Box box = ref boxes[order[rank]];
            for (int above = 0; above < rank; above++)
            {
                Box other = boxes[order[above]];
                if (!box.Touches(other, GapX, GapY)) continue;
                box = box with { Middle = new Place(box.Middle.X, other.Middle.Y + ((box.Height + other.Height) / 2) + GapY + 0.1) };
                above = -1;
            }
        }
    }

    private static Box Within(Box box, double left, double right)
    {
        double half = box.Width / 2;
        double x = 2 * half >= right - left ? (left + right) / 2 : Math.Clamp(box.Middle.X, left + half, right - half);
        return box with { Middle = new Place(x, box.Middle.Y) };
    }
}
