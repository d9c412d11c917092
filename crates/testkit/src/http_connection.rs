//! One connection to a server of ours, for tests and measurements that need real ones: HTTP/1.1, blocking, no more
//! than our servers speak.

use std::{
    fmt::Write as _,
    io::{self, BufRead, BufReader, Read, Write as _},
    net::TcpStream,
    time::Duration,
};

/// A connection that is kept between requests.
#[derive(Debug)]
pub struct HttpConnection {
    reader: BufReader<TcpStream>,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpAnswer {
    /// The status code.
    pub status: u16,
    /// Names in lower case, with values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl HttpAnswer {
    /// A header's value, empty when it isn't there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl HttpConnection {
    /// Connects to a port of this machine.
    ///
    /// # Errors
    /// When nobody listens there.
    pub fn open(port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        // Longer than anything our servers wait for; a test that waits longer has found a hang.
        stream.set_read_timeout(Some(Duration::from_mins(1)))?;
        Ok(Self { reader: BufReader::new(stream) })
    }

    /// Sends a request and reads the whole answer.
    ///
    /// # Errors
    /// When the connection breaks: nobody knows then whether the request was done.
    pub fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> io::Result<HttpAnswer> {
        self.write(method, path, headers, body)?;
        let (status, headers) = self.head()?;
        let mut answer = HttpAnswer { status, headers, body: Vec::new() };
        answer.body = self.body(&answer)?;
        Ok(answer)
    }

    /// Asks for a stream and reads its head; [`line`](Self::line) reads on.
    ///
    /// # Errors
    /// When the connection breaks.
    pub fn stream(&mut self, path: &str, headers: &[(&str, &str)]) -> io::Result<u16> {
        self.write("GET", path, headers, &[])?;
        Ok(self.head()?.0)
    }

    /// The next line of a stream, without its end; the frames of the chunked encoding are lines as well.
    ///
    /// # Errors
    /// When the connection breaks or the server closes it.
    pub fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.reader.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }

    fn write(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> io::Result<()> {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: cape.example\r\n");
        for (name, value) in headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        let _ = write!(head, "Content-Length: {}\r\n\r\n", body.len());
        let mut request = head.into_bytes();
        request.extend_from_slice(body);
        self.reader.get_mut().write_all(&request)
    }

    fn head(&mut self) -> io::Result<(u16, Vec<(String, String)>)> {
        let status = self.line()?;
        let status = status.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.ok_or(io::ErrorKind::InvalidData)?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { return Ok((status, headers)) };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }

    fn body(&mut self, answer: &HttpAnswer) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        if answer.header("transfer-encoding") != "chunked" {
            let length = answer.header("content-length").parse().unwrap_or(0);
            body.resize(length, 0);
            self.reader.read_exact(&mut body)?;
            return Ok(body);
        }
        loop {
            let size = usize::from_str_radix(&self.line()?, 16).map_err(|_| io::ErrorKind::InvalidData)?;
            let start = body.len();
            body.resize(start + size, 0);
            self.reader.read_exact(&mut body[start..])?;
            self.line()?;
            if size == 0 {
                return Ok(body);
            }
        }
    }
}
