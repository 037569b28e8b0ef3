package server

import (
	"container/list"
	"sync"
)

// cache keeps answers, those asked for last, within a budget of bytes.
type cache struct {
	mu     sync.Mutex
	budget int64
	used   int64
	recent *list.List // of *kept, the most recent first
	at     map[string]*list.Element
}

type kept struct {
	name  string
	value any
	size  int64
}

func newCache(budget int64) *cache {
	return &cache{budget: budget, recent: list.New(), at: map[string]*list.Element{}}
}

// get returns what is kept under a name.
func (c *cache) get(name string) (any, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.at[name]
	if !ok {
		return nil, false
	}
	c.recent.MoveToFront(e)
	return e.Value.(*kept).value, true
}

// put keeps a value of so many bytes; false where it is larger than the whole
// budget.
func (c *cache) put(name string, value any, size int64) bool {
	size += int64(len(name)) + 200 // of the bookkeeping
	if size > c.budget {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.at[name]; ok {
		c.drop(e)
	}
	c.at[name] = c.recent.PushFront(&kept{name, value, size})
	c.used += size
	for c.used > c.budget {
		c.drop(c.recent.Back())
	}
	return true
}

func (c *cache) drop(e *list.Element) {
	k := c.recent.Remove(e).(*kept)
	delete(c.at, k.name)
	c.used -= k.size
}
