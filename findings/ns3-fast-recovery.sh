#!/usr/bin/env bash
# Guess: in a fast recovery ns-3 sends as RFC 6937 has it, ssthresh / flight size of what is delivered, until what is under way has come
#        down to ssthresh; and a lost segment whose repair is SACKed is no longer under way (RFC 6675, 4, SetPipe).
# Seen:  TcpPrrRecovery multiplies what was delivered by ssthresh in 32 bits. Once the product exceeds 4 GiB (of 137 in flight, from the
#        30th segment delivered on), nothing is sent. TcpTxBuffer counts a SACKed repair as under way until it is acknowledged.
# With:  ns-3.37 (libns3-dev of Debian 12).
# Matters here: after slow start, where windows are large and many segments are lost at once, ns-3's sender falls silent, and waits for
#        its timer. Its figures for RED and PIE without ECN have half the drops for that.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need g++ g++
[ -e /usr/include/ns3/tcp-prr-recovery.h ] || need ns3++ libns3-dev

cat > "$work/finding.cc" <<'CC'
#include "ns3/internet-module.h"
#include <iostream>
using namespace ns3;

const uint32_t Segment = 1448;

// Of a window of so many segments one is lost, and sent again; each of the others that is delivered may let a new one go, until no more
// than ssthresh are under way. How many go in how many, and which delivery lets the last one go?
void Recovery(uint32_t window)
{
    Ptr<TcpSocketState> state = CreateObject<TcpSocketState>();
    Ptr<TcpPrrRecovery> recovery = CreateObject<TcpPrrRecovery>();
    state->m_segmentSize = Segment;
    state->m_ssThresh = window / 2 * Segment;
    uint32_t pipe = window * Segment, sent = 0, last = 0, delivered = 0;
    state->m_bytesInFlight = pipe;
    recovery->EnterRecovery(state, 3, pipe, 0);
    recovery->UpdateBytesSent(Segment);
    while (pipe > state->m_ssThresh)
    {
        pipe -= Segment;
        delivered++;
        state->m_bytesInFlight = pipe;
        recovery->DoRecovery(state, Segment);
        for (; state->m_cWnd >= pipe + Segment; pipe += Segment, sent++, last = delivered)
            recovery->UpdateBytesSent(Segment);
    }
    std::cout << "window of " << window << ": " << sent << " new segments in " << delivered << ", the last after " << last << std::endl;
}

int main()
{
    Recovery(40);
    Recovery(137);

    // Of ten segments the first and the third are lost, all others are SACKed; the third is sent again, and arrives.
    Ptr<TcpTxBuffer> buffer = CreateObject<TcpTxBuffer>(1);
    buffer->SetSegmentSize(Segment);
    buffer->SetDupAckThresh(3);
    buffer->SetMaxBufferSize(100 * Segment);
    buffer->Add(Create<Packet>(10 * Segment));
    SequenceNumber32 first(1);
    for (int i = 0; i < 10; i++)
        buffer->CopyFromSequence(Segment, first + i * Segment);
    TcpOptionSack::SackList blocks;
    blocks.push_back({first + 3 * Segment, first + 10 * Segment});
    blocks.push_back({first + 1 * Segment, first + 2 * Segment});
    buffer->Update(blocks);
    std::cout << "the 1st and the 3rd of ten are lost: " << buffer->BytesInFlight() / Segment << " under way" << std::endl;
    buffer->CopyFromSequence(Segment, first + 2 * Segment);
    std::cout << "the 3rd is sent again: " << buffer->BytesInFlight() / Segment << " under way" << std::endl;
    blocks.push_front({first + 2 * Segment, first + 3 * Segment});
    buffer->Update(blocks);
    std::cout << "the repair is SACKed: " << buffer->BytesInFlight() / Segment << " under way" << std::endl;
}
CC
g++ -std=c++17 -o "$work/finding" "$work/finding.cc" -lns3-internet -lns3-network -lns3-core -lns3-stats > "$work/build.log" 2>&1 ||
    { cat "$work/build.log"; exit 2; }
"$work/finding" | tee -a "$seen"

expect 'window of 40' '16 new segments in 36, the last after 34'
expect 'window of 137' '13 new segments in 82, the last after 29'
expect 'the 1st and the 3rd of ten are lost' '0 under way'
expect 'the 3rd is sent again' '1 under way'
expect 'the repair is SACKed' '1 under way'
verdict
