-- What begins every script: Redis's own clock, and how a claim is written down.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

-- Returns whose an update is, and the millisecond until which that is sure.
local function owner_of(state)
  local owner, till = string.match(state or '', '^(%S+) (%d+)$')
  return owner, tonumber(till or 0)
end

-- Returns when this memory began. One that has been lost begins anew, and says so.
local function begun(key, kept)
  local since = redis.call('GET', key)
  if since then
    redis.call('PEXPIRE', key, kept)
  else
    since = string.format('%.0f-%d', now, time[2])
    redis.call('SET', key, since, 'PX', kept)
  end
  return since, tonumber(string.match(since, '^%d+'))
end
