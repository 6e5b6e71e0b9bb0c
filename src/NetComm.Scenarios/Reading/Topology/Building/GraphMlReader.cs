using System.Globalization;
using System.Xml;

namespace NetComm.Scenarios.Reading.Topology.Building;

/// <summary>Reads a network map in GraphML (graphml.graphdrawing.org), such as those of the Internet Topology Zoo.</summary>
/// <remarks>
/// Each node is a router with one host. Parallel edges are links of their own; of a directed graph, an edge and the one back are one link.
/// An edge from a node to itself is left out: a link joins two nodes. Not modelled: graphs within nodes, ports, hyperedges.
/// </remarks>
internal sealed class GraphMlReader
{
    /// <summary>Most nodes and edges of a file: a hundred times those of the largest map of the Internet.</summary>
    private const int MostElements = 500_000;

    /// <summary>Most kinds of data: each node asks all of them for their defaults. Maps of the Topology Zoo have about forty.</summary>
    private const int MostKeys = 1_000;

    /// <summary>No document type, so no entities that grow; nothing is fetched from elsewhere.</summary>
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 64 * 1024 * 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    private readonly Dictionary<string, DataKey> _keys = new(StringComparer.Ordinal);
    private readonly List<Element> _nodes = [];
    private readonly List<Element> _edges = [];
    private bool _isDirected;
    private bool _hasGraph;

    /// <summary>The graph in a file.</summary>
    /// <exception cref="UnusableFileException">It is no GraphML, or holds no graph that makes sense; the message says where.</exception>
    public static RouterGraph Read(ReadOnlyMemory<byte> content)
    {
        var reader = new GraphMlReader();
        try
        {
            using var stream = new MemoryStream(content.ToArray(), writable: false);
            using var xml = XmlReader.Create(stream, Settings);
            reader.ReadDocument(xml);
        }
        catch (XmlException broken)
        {
            throw new UnusableFileException($"it is no GraphML that can be read: {broken.Message.TrimEnd('.')}");
        }

        return reader.Graph();
    }

    private void ReadDocument(XmlReader xml)
    {
        xml.MoveToContent();
        if (xml.LocalName != "graphml") throw Unusable(xml, $"a GraphML file begins with <graphml>, but was <{xml.LocalName}>");
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            switch (xml.LocalName)
            {
                case "key":
                    ReadKey(xml);
                    break;
                case "graph" when _hasGraph:
                    throw Unusable(xml, "it has a second graph, or one within another");
                case "graph":
                    _hasGraph = true;
                    _isDirected = xml.GetAttribute("edgedefault") == "directed";
                    break;
                case "node":
                    Add(_nodes, ReadElement(xml, "node"), xml);
                    break;
                case "edge":
                    Add(_edges, ReadElement(xml, "edge"), xml);
                    break;
                case "hyperedge":
                    throw Unusable(xml, "it has a hyperedge, but a link joins two nodes");
            }
        }
    }

    private void ReadKey(XmlReader xml)
    {
        (string? id, string? name, string of) = (xml.GetAttribute("id"), xml.GetAttribute("attr.name"), xml.GetAttribute("for") ?? "all");
        if (id is null || name is null) return;
        string? standard = null;
        if (!xml.IsEmptyElement)
        {
            using XmlReader inside = xml.ReadSubtree();
            if (inside.ReadToDescendant("default")) standard = inside.ReadElementContentAsString();
        }

        _keys[id] = new(name, of, standard);
        if (_keys.Count > MostKeys) throw Unusable(xml, $"it has more than {MostKeys} keys");
    }

    /// <summary>A node or edge with the texts of its data by name.</summary>
    private Element ReadElement(XmlReader xml, string kind)
    {
        int line = (xml as IXmlLineInfo)?.LineNumber ?? 0;
        string Attribute(string name) => xml.GetAttribute(name) ?? throw Unusable(xml, $"<{kind}> needs '{name}'");
        (string first, string second) = kind == "node" ? (Attribute("id"), "") : (Attribute("source"), Attribute("target"));
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DataKey key in _keys.Values.Where(key => key.Default is not null && key.Fits(kind))) data[key.Name] = key.Default!;
        if (!xml.IsEmptyElement)
        {
            using XmlReader inside = xml.ReadSubtree();
            inside.Read();
            inside.Read();
            while (!inside.EOF) ReadData(inside, kind, data);
        }

        return new(first, second, data, line);
    }

    private void ReadData(XmlReader inside, string kind, Dictionary<string, string> data)
    {
        if (inside.NodeType != XmlNodeType.Element)
        {
            inside.Read();
        }
        else if (inside.LocalName == "graph")
        {
            throw Unusable(inside, "it has a graph within a node");
        }
        else if (inside.LocalName == "data" && _keys.TryGetValue(inside.GetAttribute("key") ?? "", out DataKey? key) && key.Fits(kind)
            && inside.GetAttribute("key") is not null)
        {
            using XmlReader text = inside.ReadSubtree();
            text.MoveToContent();
            data[key.Name] = TextOf(text);
            inside.Skip();
        }
        else
        {
            inside.Skip();
        }
    }

    /// <summary>All text of an element, that of elements within it too.</summary>
    private static string TextOf(XmlReader xml)
    {
        var text = new System.Text.StringBuilder();
        while (xml.Read())
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) text.Append(xml.Value);
        }

        return text.ToString();
    }

    private static void Add(List<Element> list, Element element, XmlReader xml)
    {
        list.Add(element);
        if (list.Count > MostElements) throw Unusable(xml, $"it has more than {MostElements} nodes or edges");
    }

    private RouterGraph Graph()
    {
        if (_nodes.Count == 0) throw new UnusableFileException("it holds no <graph> with nodes");
        var names = new RouterNames(Enumerable.Range(0, _nodes.Count).Select(RouterGraph.HostName));
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var routers = new List<string>(_nodes.Count);
        foreach (Element node in _nodes)
        {
            if (!places.TryAdd(node.First, routers.Count)) throw Unusable(node, $"a second node has the id '{node.First}'");
            routers.Add(names.Next(node.Data.GetValueOrDefault("label"), node.First));
        }

        return new(routers, Links(places));
    }

    private List<RouterLink> Links(Dictionary<string, int> places)
    {
        var links = new List<RouterLink>(_edges.Count);
        var there = new HashSet<(int From, int To)>();
        foreach (Element edge in _edges)
        {
            int Place(string id) => places.TryGetValue(id, out int place)
                ? place : throw Unusable(edge, $"an edge leads to '{id}', which is no node");
            (int from, int to) = (Place(edge.First), Place(edge.Second));
            if (from == to || (_isDirected && there.Contains((to, from)))) continue;
            there.Add((from, to));
            links.Add(new(from, to, LinkSpeed.Of(edge.Data.GetValueOrDefault("LinkSpeedRaw"), edge.Data.GetValueOrDefault("LinkType"))));
        }

        return links;
    }

    private static UnusableFileException Unusable(XmlReader xml, string why) => Unusable((xml as IXmlLineInfo)?.LineNumber ?? 0, why);

    private static UnusableFileException Unusable(Element element, string why) => Unusable(element.Line, why);

    private static UnusableFileException Unusable(int line, string why) =>
        new(string.Create(CultureInfo.InvariantCulture, $"line {line}: {why}"));

    /// <summary>What <c>key</c> declares: a name for the data of nodes, edges or all.</summary>
    private sealed record DataKey(string Name, string For, string? Default)
    {
        public bool Fits(string kind) => For == kind || For == "all";
    }

    /// <summary>A node (its id) or an edge (its two ends), its data, and its line in the file.</summary>
    private sealed record Element(string First, string Second, Dictionary<string, string> Data, int Line);
}
