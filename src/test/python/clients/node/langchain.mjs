// Asks by LangChain's OpenAIEmbeddings, which n8n's node is made of; answers in JSON.
import { OpenAIEmbeddings } from '@langchain/openai'

const texts = ['a red circle', 'two small blue squares']

function embeddings(options) {
  return new OpenAIEmbeddings({
    apiKey: process.env.TKR_EMBED_KEY,
    configuration: { baseURL: `${process.env.TKR_EMBED_URL}/v1` },
    maxRetries: 0,
    ...options
  })
}

console.log(
  JSON.stringify({
    documents: await embeddings({ model: 'the-alias' }).embedDocuments(texts),
    query: await embeddings({ model: 'demo' }).embedQuery(texts[0]),
    cut: await embeddings({ model: 'demo', dimensions: 64 }).embedDocuments(texts)
  })
)
