import socket
import sys

# Create a UDP socket and bind it to a port of this machine
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('127.0.0.1', int(sys.argv[1])))

print('Waiting for questions; Ctrl-C ends it')
while True:
    data, address = sock.recvfrom(1024)
    print('Received:', data.decode(), 'from', address)
    sock.sendto(data.replace(b'question', b'answer'), address)
