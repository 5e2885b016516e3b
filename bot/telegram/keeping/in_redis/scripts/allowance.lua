-- Takes a question out of a reader's bucket, which fills up within a minute; the same occasion gets the same verdict.
--
-- KEYS: the bucket
-- ARGV: questions that it holds, occasion, keeping time in milliseconds
-- Returns 'answer', 'notice' or 'silence'.

local most, occasion = tonumber(ARGV[1]), ARGV[2]
local found = redis.call('HMGET', KEYS[1], 'tokens', 'at', 'told', 'occasion', 'verdict')
if found[4] == occasion then
  return found[5]
end
local tokens, told, verdict = most, found[3] == '1', 'answer'
if found[1] then
  tokens = math.min(most, found[1] + (now - found[2]) * most / 60000)
end
if tokens >= 1 then
  tokens = tokens - 1
  told = told and tokens < most / 2 -- told again only after a rest
elseif told then
  verdict = 'silence'
else
  verdict, told = 'notice', true
end
redis.call('HSET', KEYS[1], 'tokens', string.format('%.9f', tokens), 'at', string.format('%.0f', now),
  'told', told and '1' or '0', 'occasion', occasion, 'verdict', verdict)
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return verdict
