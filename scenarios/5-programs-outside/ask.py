import socket
import sys
import time

# Where the questions go: to the port of the server, or of a line that leads there
address = ('127.0.0.1', int(sys.argv[1]))

# Create a UDP socket
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

times = []
for number in range(1, 51):
    sent = time.monotonic()
    sock.sendto(f'question {number}'.encode(), address)
    data = b''
    try:
        # Wait 0.4 s for the answer; one that comes too late belongs to an earlier question
        while data != f'answer {number}'.encode():
            sock.settimeout(max(0.001, sent + 0.4 - time.monotonic()))
            data, server = sock.recvfrom(1024)
        times.append(time.monotonic() - sent)
        print(f'{number}: answered after {times[-1] * 1000:.0f} ms')
    except OSError as error:
        print(f'{number}: no answer ({error})')
    time.sleep(0.05)

print(f'{len(times)} of 50 questions were answered')
