# Answers with JSON; Ruby's own library is all it needs.
require 'socket'
require 'json'
require 'digest'

server = TCPServer.new('0.0.0.0', 18085)
loop do
  client = server.accept
  path = client.gets.to_s.split[1]
  client.write "HTTP/1.0 200 OK\r\n\r\n#{JSON.generate(path: path, digest: Digest::SHA256.hexdigest(path.to_s))}"
  client.close
end
