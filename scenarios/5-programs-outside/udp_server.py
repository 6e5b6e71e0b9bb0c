import socket

# Server address and port
server_address = ('localhost', 65432)

# Create a UDP socket
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

# Bind the socket to the address and port
sock.bind(server_address)

print('Waiting for a message...')
data, address = sock.recvfrom(1024)

print('Received:', data.decode(), 'from', address)

# Send response
message = 'Hello, Client!'
sock.sendto(message.encode(), address)
