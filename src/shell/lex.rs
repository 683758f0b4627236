//! Shell text → tokens. Never goes back: an open quote reaches to the end of the text.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// A word, quotes and all.
    Word(usize, usize),
    /// `;`, `&` or a line end.
    Separator,
    /// `;;`, `;&`, `;;&`.
    CaseEnd,
    And,
    Or,
    Pipe,
    Open,
    Close,
    /// `>`, `2>&1`, `<` …: the next word is its target.
    Redirect,
    /// `<<` or `<<-`; true where leading tabs are taken off.
    Heredoc(bool),
    End,
}

pub struct Lexer<'a> {
    pub text: &'a str,
    pub at: usize,
}

impl<'a> Lexer<'a> {
    pub fn new(text: &'a str) -> Lexer<'a> {
        Lexer { text, at: 0 }
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.at + ahead).copied().unwrap_or(0)
    }

    fn take(&mut self, bytes: usize, token: Token) -> Token {
        self.at += bytes;
        token
    }

    fn skip_blanks(&mut self) {
        loop {
            match self.byte(0) {
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'\\' if self.byte(1) == b'\n' => self.at += 2,
                b'\\' if self.byte(1) == b'\r' && self.byte(2) == b'\n' => self.at += 3,
                b'#' => self.at = line_end(self.text, self.at),
                _ => return,
            }
        }
    }

    pub fn next(&mut self) -> Token {
        self.skip_blanks();
        if self.at >= self.text.len() {
            return Token::End;
        }
        match (self.byte(0), self.byte(1)) {
            (b'\n', _) => self.take(1, Token::Separator),
            (b';', b';') => self.take(if self.byte(2) == b'&' { 3 } else { 2 }, Token::CaseEnd),
            (b';', b'&') => self.take(2, Token::CaseEnd),
            (b';', _) => self.take(1, Token::Separator),
            (b'&', b'&') => self.take(2, Token::And),
            (b'&', b'>') => self.take(if self.byte(2) == b'>' { 3 } else { 2 }, Token::Redirect),
            (b'&', _) => self.take(1, Token::Separator),
            (b'|', b'|') => self.take(2, Token::Or),
            (b'|', b'&') => self.take(2, Token::Pipe),
            (b'|', _) => self.take(1, Token::Pipe),
            (b'(', _) => self.take(1, Token::Open),
            (b')', _) => self.take(1, Token::Close),
            (b'<' | b'>', b'(') => self.word(),
            (b'<' | b'>', _) => self.redirect(),
            _ => self.word(),
        }
    }

    fn redirect(&mut self) -> Token {
        let rest = &self.text[self.at..];
        if rest.starts_with("<<<") {
            return self.take(3, Token::Redirect);
        }
        if rest.starts_with("<<-") {
            return self.take(3, Token::Heredoc(true));
        }
        if rest.starts_with("<<") {
            return self.take(2, Token::Heredoc(false));
        }
        let length = if [">>", ">&", ">|", "<&", "<>"].iter().any(|op| rest.starts_with(op)) { 2 } else { 1 };
        self.take(length, Token::Redirect)
    }

    fn word(&mut self) -> Token {
        let start = self.at;
        self.at = word_end(self.text, start);
        let digits = self.text[start..self.at].bytes().all(|b| b.is_ascii_digit());
        if digits && matches!(self.byte(0), b'<' | b'>') && self.byte(1) != b'(' {
            return self.redirect();
        }
        Token::Word(start, self.at)
    }

    /// Skips the body of a heredoc that begins on the next line; the range of the body.
    pub fn skip_heredoc(&mut self, delimiter: &str, chomp: bool) -> (usize, usize) {
        let start = self.at;
        while self.at < self.text.len() {
            let from = self.at;
            let end = line_end(self.text, from);
            self.at = (end + 1).min(self.text.len());
            let line = self.text[from..end].trim_end_matches('\r');
            let line = if chomp { line.trim_start_matches('\t') } else { line };
            if line == delimiter {
                return (start, from);
            }
        }
        (start, self.text.len())
    }
}

pub fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |found| at + found)
}

/// Where the word that begins here ends.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        at = match byte {
            b' ' | b'\t' | b'\n' | b'\r' | b';' | b'&' | b'|' | b')' => return at,
            b'(' if at > start && bytes[at - 1] == b'=' => skip_nested(text, at + 1, b')'),
            b'(' => return at,
            b'<' | b'>' if bytes.get(at + 1) == Some(&b'(') => skip_nested(text, at + 2, b')'),
            b'<' | b'>' => return at,
            _ => skip_part(text, at),
        };
    }
    text.len()
}

/// One past the character, quotation or expansion that begins here.
pub fn skip_part(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let next = bytes.get(at + 1).copied().unwrap_or(0);
    match bytes[at] {
        b'\\' => at + 1 + char_length(text, at + 1),
        b'\'' => close_single(text, at + 1),
        b'"' => skip_nested(text, at + 1, b'"'),
        b'`' => skip_nested(text, at + 1, b'`'),
        b'$' if next == b'(' => skip_nested(text, at + 2, b')'),
        b'$' if next == b'{' => skip_nested(text, at + 2, b'}'),
        b'$' if next == b'\'' => skip_nested(text, at + 2, b'\''),
        _ => at + char_length(text, at),
    }
}

fn char_length(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}

fn close_single(text: &str, at: usize) -> usize {
    text[at..].find('\'').map_or(text.len(), |found| at + found + 1)
}

/// One past the closer of what was opened just before `at`; a stack in place of recursion.
pub fn skip_nested(text: &str, mut at: usize, closer: u8) -> usize {
    let bytes = text.as_bytes();
    let mut stack = vec![closer];
    while let (Some(&byte), Some(&top)) = (bytes.get(at), stack.last()) {
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        let quoted = top == b'"';
        match byte {
            _ if byte == top => {
                stack.pop();
            }
            b'\\' => at += char_length(text, at + 1),
            _ if top == b'\'' => {}
            b'\'' if !quoted => {
                at = close_single(text, at + 1);
                continue;
            }
            b'"' => stack.push(b'"'),
            b'`' => stack.push(b'`'),
            b'(' if top == b')' => stack.push(b')'),
            b'$' if next == b'(' || next == b'{' => {
                stack.push(if next == b'(' { b')' } else { b'}' });
                at += 1;
            }
            _ => {}
        }
        at += 1;
    }
    at.min(text.len())
}
