// The rows of reference-queues.csv that RED and PIE have without ECN, measured with ns-3.37 as it is and with three deviations of its TCP
// mended, each by a switch. Built and run by '.ci/long ns3_queues' (libns3-dev of Debian 12).
//   --kind=red|pie --flows=1|5 --seed=N    the row; prints goodput in Mbit/s and drops
//   --product     RFC 6937 (3): prr_delivered x ssthresh in 64 bits. TcpPrrRecovery has 32: above 4 GiB nothing is sent for a while.
//   --pipe        RFC 6675 (4, SetPipe): a repair that is SACKed is not under way. TcpTxBuffer counts it until it is acknowledged.
//   --flight      RFC 5681 (4): half of all that is sent and not acknowledged. TcpNewReno halves what it believes to be under way.
// With --product, a segment beyond what was delivered goes only where the acknowledgement advances (RFC 9937, SafeACK), as in Linux.
#include "ns3/applications-module.h"
#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/network-module.h"
#include "ns3/point-to-point-module.h"
#include "ns3/traffic-control-module.h"

#include <cstdio>

using namespace ns3;

namespace
{
bool pipeAsRfc = false;
uint64_t dropped = 0;
uint64_t receivedAfterStart = 0;

const double Start = 10;
const double End = 130;

class ProportionalReduction : public TcpClassicRecovery
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId id =
            TypeId("ProportionalReduction").SetParent<TcpClassicRecovery>().AddConstructor<ProportionalReduction>();
        return id;
    }

    std::string GetName() const override
    {
        return "ProportionalReduction";
    }

    void EnterRecovery(Ptr<TcpSocketState> state, uint32_t, uint32_t unacknowledged, uint32_t delivered) override
    {
        m_delivered = m_sent = 0;
        m_flight = unacknowledged;
        DoRecovery(state, delivered);
    }

    void DoRecovery(Ptr<TcpSocketState> state, uint32_t delivered) override
    {
        m_delivered += delivered;
        int64_t pipe = state->m_bytesInFlight, threshold = state->m_ssThresh, segment = state->m_segmentSize, allowed;
        bool advances = state->m_lastAckedSeq > m_acknowledged;
        m_acknowledged = state->m_lastAckedSeq;
        if (pipe > threshold)
            allowed = (m_delivered * threshold + m_flight - 1) / m_flight - m_sent;
        else
            allowed = std::min(threshold - pipe, std::max<int64_t>(m_delivered - m_sent, delivered) + (advances ? segment : 0));
        state->m_cWnd = pipe + std::max(allowed, m_sent > 0 ? 0 : segment);
        state->m_cWndInfl = state->m_cWnd;
    }

    void ExitRecovery(Ptr<TcpSocketState> state) override
    {
        state->m_cWnd = state->m_ssThresh.Get();
        state->m_cWndInfl = state->m_cWnd;
    }

    void UpdateBytesSent(uint32_t bytes) override
    {
        m_sent += bytes;
    }

    Ptr<TcpRecoveryOps> Fork() override
    {
        return CopyObject<ProportionalReduction>(this);
    }

  private:
    int64_t m_delivered = 0, m_sent = 0, m_flight = 1;
    SequenceNumber32 m_acknowledged{0};
};

class HalfOfFlight : public TcpNewReno
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId id = TypeId("HalfOfFlight").SetParent<TcpNewReno>().AddConstructor<HalfOfFlight>();
        return id;
    }

    std::string GetName() const override
    {
        return "HalfOfFlight";
    }

    uint32_t GetSsThresh(Ptr<const TcpSocketState> state, uint32_t) override
    {
        // What limited transmit has sent beyond the window is no part of it.
        uint32_t flight = state->m_highTxMark.Get() - state->m_lastAckedSeq;
        return std::max<uint32_t>(2 * state->m_segmentSize, std::min(flight, state->m_cWnd.Get()) / 2);
    }

    Ptr<TcpCongestionOps> Fork() override
    {
        return CopyObject<HalfOfFlight>(this);
    }
};

NS_OBJECT_ENSURE_REGISTERED(ProportionalReduction);
NS_OBJECT_ENSURE_REGISTERED(HalfOfFlight);

void OnReceived(Ptr<const Packet> packet, const Address&)
{
    if (Simulator::Now().GetSeconds() >= Start)
        receivedAfterStart += packet->GetSize();
}

void OnDropped(Ptr<const QueueDiscItem>, const char*)
{
    dropped++;
}
} // namespace

// Takes the place of the library's function, which the linker finds here first.
uint32_t ns3::TcpTxBuffer::BytesInFlight() const
{
    if (!pipeAsRfc)
        return m_sentSize - m_sackedOut - m_lostOut + m_retrans;
    uint32_t bytes = 0;
    for (const TcpTxItem* item : m_sentList)
    {
        if (item->m_sacked)
            continue;
        bytes += ((item->m_lost ? 0 : 1) + (item->m_retrans ? 1 : 0)) * item->GetSeqSize();
    }
    return bytes;
}

int main(int count, char** arguments)
{
    std::string kind = "red";
    bool product = false, flight = false;
    int flows = 1, seed = 1;
    CommandLine line;
    line.AddValue("kind", "red or pie", kind);
    line.AddValue("flows", "how many transfers", flows);
    line.AddValue("seed", "run number", seed);
    line.AddValue("product", "64 bits", product);
    line.AddValue("pipe", "SetPipe", pipeAsRfc);
    line.AddValue("flight", "FlightSize", flight);
    line.Parse(count, arguments);

    RngSeedManager::SetRun(seed);
    Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(1448));
    Config::SetDefault("ns3::TcpSocket::InitialCwnd", UintegerValue(10));
    Config::SetDefault("ns3::TcpSocket::SndBufSize", UintegerValue(4 << 20));
    Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(4 << 20));
    Config::SetDefault("ns3::TcpL4Protocol::SocketType", TypeIdValue(flight ? HalfOfFlight::GetTypeId() : TcpNewReno::GetTypeId()));
    if (product)
        Config::SetDefault("ns3::TcpL4Protocol::RecoveryType", TypeIdValue(ProportionalReduction::GetTypeId()));

    NodeContainer nodes(3);
    InternetStackHelper().Install(nodes);
    PointToPointHelper access, bottleneck;
    access.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    access.SetChannelAttribute("Delay", StringValue("1us"));
    access.SetQueue("ns3::DropTailQueue", "MaxSize", StringValue("100000p"));
    bottleneck.SetDeviceAttribute("DataRate", StringValue("10Mbps"));
    bottleneck.SetChannelAttribute("Delay", StringValue("20ms"));
    bottleneck.SetQueue("ns3::DropTailQueue", "MaxSize", StringValue("1p"));
    NetDeviceContainer near = access.Install(nodes.Get(0), nodes.Get(1)), far = bottleneck.Install(nodes.Get(1), nodes.Get(2));
    DynamicCast<PointToPointNetDevice>(far.Get(1))->GetQueue()->SetMaxSize(QueueSize("100000p"));

    TrafficControlHelper disciplines;
    if (kind == "red")
        disciplines.SetRootQueueDisc("ns3::RedQueueDisc", "MaxSize", StringValue("1000p"), "MinTh", DoubleValue(5), "MaxTh",
                                     DoubleValue(15), "LInterm", DoubleValue(10), "MeanPktSize", UintegerValue(1500), "LinkBandwidth",
                                     StringValue("10Mbps"), "LinkDelay", StringValue("20ms"));
    else
        disciplines.SetRootQueueDisc("ns3::PieQueueDisc", "MaxSize", StringValue("1000p"));
    Ptr<QueueDisc> queue = disciplines.Install(far.Get(0)).Get(0);
    queue->TraceConnectWithoutContext("DropBeforeEnqueue", MakeCallback(&OnDropped));

    Ipv4AddressHelper addresses("10.0.0.0", "255.255.255.0");
    addresses.Assign(near);
    addresses.NewNetwork();
    Ipv4Address receiver = addresses.Assign(far).GetAddress(1);
    Ipv4GlobalRoutingHelper::PopulateRoutingTables();
    for (int flow = 0; flow < flows; flow++)
    {
        uint16_t port = 5000 + flow;
        BulkSendHelper sender("ns3::TcpSocketFactory", InetSocketAddress(receiver, port));
        sender.SetAttribute("MaxBytes", UintegerValue(0));
        sender.SetAttribute("SendSize", UintegerValue(1448));
        sender.Install(nodes.Get(0)).Start(MilliSeconds(100 * flow));
        PacketSinkHelper sink("ns3::TcpSocketFactory", InetSocketAddress(Ipv4Address::GetAny(), port));
        sink.Install(nodes.Get(2)).Get(0)->TraceConnectWithoutContext("Rx", MakeCallback(&OnReceived));
    }

    Simulator::Stop(Seconds(End));
    Simulator::Run();
    std::printf("%.3f %lu\n", receivedAfterStart * 8 / (End - Start) / 1e6, static_cast<unsigned long>(dropped));
    return 0;
}
