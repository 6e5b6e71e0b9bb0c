import socket

# Server address and port
server_address = ('localhost', 65432)

# Create a TCP/IP socket
sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)

# Connect to the server
sock.connect(server_address)

try:
    # Send data
    message = 'Hello, Server!'
    sock.sendall(message.encode())

    # Receive response
    data = sock.recv(1024)
    print('Received:', data.decode())

finally:
    # Close the connection
    sock.close()
