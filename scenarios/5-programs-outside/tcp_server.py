import socket

# Server address and port
server_address = ('localhost', 65432)

# Create a TCP/IP socket
sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)

# Bind the socket to the address and port
sock.bind(server_address)

# Listen for incoming connections
sock.listen(1)

print('Waiting for a connection...')
connection, client_address = sock.accept()

try:
    print('Connection from', client_address)

    # Receive data
    data = connection.recv(1024)
    print('Received:', data.decode())

    # Send response
    message = 'Hello, Client!'
    connection.sendall(message.encode())

finally:
    # Close the connection
    connection.close()
