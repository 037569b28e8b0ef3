package server

import (
	"bufio"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// Tokens are the people who may ask from another machine. Only digests of their
// tokens are kept.
type Tokens struct {
	names  []string
	digest [][sha256.Size]byte
}

// shortestToken is the length below which a token could be guessed.
const shortestToken = 20

// TokensError says what is wrong with a file of tokens, without repeating them.
type TokensError struct {
	Name string // of the file
	Line int    // from 1; 0 stands for the whole file
	Text string
}

func (e *TokensError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.Name, e.Text)
	}
	return fmt.Sprintf("%s: row %d: %s", e.Name, e.Line, e.Text)
}

// ReadTokens reads a file with one name:token a line; blank lines and lines
// that begin with # are comments. Errors are *TokensError.
func ReadTokens(name string, from io.Reader) (*Tokens, error) {
	t := &Tokens{}
	line, first := 0, map[string]int{}
	fail := func(format string, args ...any) (*Tokens, error) {
		return nil, &TokensError{Name: name, Line: line, Text: fmt.Sprintf(format, args...)}
	}
	scan := bufio.NewScanner(io.LimitReader(from, 1<<20))
	for scan.Scan() {
		line++
		text := strings.TrimSpace(strings.TrimPrefix(scan.Text(), "\ufeff"))
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		who, token, ok := strings.Cut(text, ":")
		who, token = strings.TrimSpace(who), strings.TrimSpace(token)
		switch {
		case !ok || who == "" || strings.ContainsFunc(who, unicode.IsControl):
			return fail("got no name; want name:token")
		case len(token) < shortestToken || strings.ContainsFunc(token, notToken):
			return fail("%s: got a token of %d characters; want at least %d letters, digits or -._~+/=, such as `openssl rand -hex 32` prints", who, len(token), shortestToken)
		case first[who] > 0:
			return fail("%s: named in row %d already; want one token a name", who, first[who])
		}
		first[who] = line
		t.names, t.digest = append(t.names, who), append(t.digest, sha256.Sum256([]byte(token)))
	}
	if err := scan.Err(); err != nil {
		return fail("cannot be read: %v", err)
	}
	line = 0
	if len(t.names) == 0 {
		return fail("got no tokens; want at least one line name:token")
	}
	return t, nil
}

// notToken reports the characters that a bearer token cannot have (RFC 6750).
func notToken(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-._~+/=", r))
}

// who returns the name that a token belongs to. It takes the same time whatever
// the token is: digests are compared, all of them.
func (t *Tokens) who(token string) (string, bool) {
	given, found := sha256.Sum256([]byte(token)), -1
	for i := range t.digest {
		if subtle.ConstantTimeCompare(given[:], t.digest[i][:]) == 1 {
			found = i
		}
	}
	if found < 0 {
		return "", false
	}
	return t.names[found], true
}
