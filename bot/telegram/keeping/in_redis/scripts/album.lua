-- Notes a message of an album, or tells what is known of the album.
--
-- KEYS: the album
-- ARGV: what, keeping time and, if it needs it, time to settle in milliseconds, number of a message
--   arrived, spoken, emptied: a message has come, has come with a caption, has been edited and has none any more
--   left: returns the milliseconds for which a caption may still come
--   captioned, plain: returns 1 if the message with, or without, a caption is the one that is answered

local what, kept, settle, number = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local album = redis.call('HMGET', KEYS[1], 'latest', 'speaks', 'answered')
if what == 'left' then
  if album[2] then
    return 0
  end
  return math.max(0, tonumber(album[1] or 0) + settle - now)
end
local answer = 0
if what == 'captioned' then
  redis.call('HSETNX', KEYS[1], 'answered', number)
  answer = redis.call('HGET', KEYS[1], 'answered') == number and 1 or 0
elseif what == 'plain' then
  if not album[2] then
    redis.call('HSETNX', KEYS[1], 'hinted', number)
    answer = redis.call('HGET', KEYS[1], 'hinted') == number and 1 or 0
  end
else
  redis.call('HSET', KEYS[1], 'latest', string.format('%.0f', now))
  if what == 'spoken' then
    redis.call('HSET', KEYS[1], 'speaks', 1)
  elseif what == 'emptied' and album[3] == number then
    redis.call('HDEL', KEYS[1], 'answered') -- the caption has moved, or is gone
  end
end
redis.call('PEXPIRE', KEYS[1], kept)
return answer
