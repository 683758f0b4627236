//! Answers each request with its first line.
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

fn main() -> std::io::Result<()> {
    for stream in TcpListener::bind("0.0.0.0:18083")?.incoming() {
        let mut stream = stream?;
        let mut line = String::new();
        BufReader::new(&stream).read_line(&mut line)?;
        write!(stream, "HTTP/1.0 200 OK\r\n\r\nyou asked: {}\n", line.trim())?;
    }
    Ok(())
}
