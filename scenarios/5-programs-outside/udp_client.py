import socket

# Server address and port
server_address = ('localhost', 65432)

# Create a UDP socket
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

try:
    # Send data
    message = 'Hello, Server!'
    sock.sendto(message.encode(), server_address)

    # Receive response
    data, server = sock.recvfrom(1024)
    print('Received:', data.decode())

finally:
    # Close the socket
    sock.close()
