package server

import (
	"runtime"
	"time"

	"dougong/dataset"
)

// Limits bound what a request may cost. Zero fields have defaults.
type Limits struct {
	Header     time.Duration // to send the head of a request: 5 s
	Idle       time.Duration // between two requests of a connection: 2 min
	Stall      time.Duration // between two pieces of a body or an answer: 20 s
	Upload     time.Duration // to send a whole file: 10 min
	Patience   time.Duration // before an answer becomes a job: 30 ms
	LongestAsk time.Duration // that a client may ask to wait: 60 s
	Heartbeat  time.Duration // between two events of a job: 10 s
	Grace      time.Duration // to finish requests when the server stops: 10 s

	HeaderBytes int   // of a request's head: 16 KiB
	BodyBytes   int64 // of any body but a file: 64 KiB
	UploadBytes int64 // of an uploaded table as stored: 256 MiB
	UploadFiles int   // of one upload: 16
	Uploads     int   // that arrive at a time: 4
	Connections int   // at a time; others wait: 512
	Cells       int   // of a block of a table: 65 536

	CacheBytes  int64 // of answers kept: 64 MiB
	MemoryBytes int64 // of uploaded tables with their models: 2 GiB

	Workers   int // jobs that run at a time: one for every two processors
	Queue     int // jobs that wait: 64
	PerPerson int // of both, jobs of one person: 16; all of them where nobody needs a token
	Kept      int // finished jobs that are remembered: 256
	Streams   int // clients that watch jobs: 128
	Sessions  int // people signed in through the page: 1 000

	// Text bounds an uploaded table after decompression: 512 MiB of text, 300
	// times the stored bytes.
	Text dataset.Limits
}

func (l Limits) withDefaults() Limits {
	defaultTo(&l.Header, 5*time.Second)
	defaultTo(&l.Idle, 2*time.Minute)
	defaultTo(&l.Stall, 20*time.Second)
	defaultTo(&l.Upload, 10*time.Minute)
	defaultTo(&l.Patience, 30*time.Millisecond)
	defaultTo(&l.LongestAsk, time.Minute)
	defaultTo(&l.Heartbeat, 10*time.Second)
	defaultTo(&l.Grace, 10*time.Second)
	defaultTo(&l.HeaderBytes, 16<<10)
	defaultTo(&l.BodyBytes, 64<<10)
	defaultTo(&l.UploadBytes, 256<<20)
	defaultTo(&l.UploadFiles, 16)
	defaultTo(&l.Uploads, 4)
	defaultTo(&l.Connections, 512)
	defaultTo(&l.Cells, 1<<16)
	defaultTo(&l.CacheBytes, 64<<20)
	defaultTo(&l.MemoryBytes, 2<<30)
	defaultTo(&l.Workers, max(1, runtime.GOMAXPROCS(0)/2))
	defaultTo(&l.Queue, 64)
	defaultTo(&l.PerPerson, 16)
	defaultTo(&l.Kept, 256)
	defaultTo(&l.Streams, 128)
	defaultTo(&l.Sessions, 1000)
	defaultTo(&l.Text.Bytes, 512<<20)
	return l
}

func defaultTo[T int | int64 | time.Duration](field *T, value T) {
	if *field <= 0 {
		*field = value
	}
}
