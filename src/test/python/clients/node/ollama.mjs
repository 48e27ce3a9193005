// What Ollama's client makes of the server's answers, as JSON.
import { Ollama } from 'ollama'

const { TKR_EMBED_URL, TKR_EMBED_UNREADY_URL, TKR_EMBED_KEY, TKR_EMBED_LIMITED_KEY } = process.env
const TEXTS = ['a red circle', 'two small blue squares']

function clientOf(host, key) {
  return new Ollama({ host, headers: { Authorization: `Bearer ${key}` } })
}

async function refusal(host, key, model, fields) {
  try {
    await clientOf(host, key).embed({ model, input: 'a', ...fields })
    return 'none'
  } catch ({ name, status_code: status, error }) {
    return { name, status, error }
  }
}

const client = clientOf(TKR_EMBED_URL, TKR_EMBED_KEY)
const answers = {
  batch: await client.embed({ model: 'demo:latest', input: TEXTS }),
  cut: await client.embed({ model: 'demo', input: TEXTS[0], dimensions: 16 }),
  older: await client.embeddings({ model: 'demo', prompt: TEXTS[0] }),
  list: await client.list(),
  show: await client.show({ model: 'demo' }),
  400: await refusal(TKR_EMBED_URL, TKR_EMBED_KEY, 'demo', { dimensions: 100000 }),
  401: await refusal(TKR_EMBED_URL, 'nobodys', 'demo'),
  404: await refusal(TKR_EMBED_URL, TKR_EMBED_KEY, 'nomic-embed-text'),
  429: await refusal(TKR_EMBED_URL, TKR_EMBED_LIMITED_KEY, 'demo'),
  503: await refusal(TKR_EMBED_UNREADY_URL, 'any', 'demo'),
}
console.log(JSON.stringify(answers))
