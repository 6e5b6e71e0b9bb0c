// Flows over four hops (1 Gbps and 1 ms to the hosts, 10 Gbps and 5 ms between three routers), as ns-3 has them.
// Built and run by '-- all' of the benchmarks, where libns3-dev is installed.
//   flows udp FLOWS PACKETS      so many packets of 1000 B in all, as evenly as the scenario sends them
//   flows tcp FLOWS MEGABYTES    NewReno with SACK, so many bytes in all
// Prints what was received.
#include "ns3/applications-module.h"
#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/network-module.h"
#include "ns3/point-to-point-module.h"

#include <cstdio>
#include <cstring>

using namespace ns3;

int main(int count, char* arguments[])
{
    if (count != 4)
        return 2;
    bool isTcp = std::strcmp(arguments[1], "tcp") == 0;
    uint32_t flows = std::atoi(arguments[2]);
    uint64_t amount = std::atoll(arguments[3]);

    Config::SetDefault("ns3::TcpL4Protocol::SocketType", StringValue("ns3::TcpNewReno"));
    Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(1448));
    Config::SetDefault("ns3::TcpSocket::SndBufSize", UintegerValue(1 << 20));
    Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(1 << 20));

    NodeContainer routers(3), senders(flows), receivers(flows);
    InternetStackHelper stack;
    stack.InstallAll();

    PointToPointHelper core, access;
    core.SetDeviceAttribute("DataRate", StringValue("10Gbps"));
    core.SetChannelAttribute("Delay", StringValue("5ms"));
    access.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    access.SetChannelAttribute("Delay", StringValue("1ms"));

    Ipv4AddressHelper addresses("10.0.0.0", "255.255.255.252");
    auto join = [&](PointToPointHelper& link, Ptr<Node> one, Ptr<Node> other) {
        auto interfaces = addresses.Assign(link.Install(one, other));
        addresses.NewNetwork();
        return interfaces;
    };
    join(core, routers.Get(0), routers.Get(1));
    join(core, routers.Get(1), routers.Get(2));

    ApplicationContainer sinks;
    const uint16_t port = 9000;
    for (uint32_t i = 0; i < flows; i++)
    {
        join(access, senders.Get(i), routers.Get(0));
        Address to = InetSocketAddress(join(access, routers.Get(2), receivers.Get(i)).GetAddress(1), port);
        if (isTcp)
        {
            BulkSendHelper sender("ns3::TcpSocketFactory", to);
            sender.SetAttribute("MaxBytes", UintegerValue(amount * 1000000 / flows));
            sender.SetAttribute("SendSize", UintegerValue(14480));
            sender.Install(senders.Get(i));
        }
        else
        {
            UdpClientHelper sender(to);
            sender.SetAttribute("MaxPackets", UintegerValue(amount / flows));
            sender.SetAttribute("Interval", TimeValue(MicroSeconds(8 * flows)));
            sender.SetAttribute("PacketSize", UintegerValue(1000));
            sender.Install(senders.Get(i)).Start(MicroSeconds(i / 10 * 80));
        }
        PacketSinkHelper sink(isTcp ? "ns3::TcpSocketFactory" : "ns3::UdpSocketFactory",
                              InetSocketAddress(Ipv4Address::GetAny(), port));
        sinks.Add(sink.Install(receivers.Get(i)));
    }
    Ipv4GlobalRoutingHelper::PopulateRoutingTables();
    Simulator::Stop(Seconds(1000));
    Simulator::Run();

    uint64_t received = 0;
    for (uint32_t i = 0; i < sinks.GetN(); i++)
        received += DynamicCast<PacketSink>(sinks.Get(i))->GetTotalRx();
    std::printf("%llu\n", static_cast<unsigned long long>(received));
    Simulator::Destroy();
    return 0;
}
