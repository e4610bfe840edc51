import { MessagePage } from "#components/shell/message-page.tsx";
import { messagesIn } from "#shared/messages/messages.ts";
import { requestLanguage } from "./request-language.ts";

/** Only words: it asks nothing of the browser. */
export default async function NotFound() {
  const { page } = messagesIn(await requestLanguage());
  return (
    <MessagePage
      title={page.notFoundTitle}
      body={page.notFoundBody}
      action={{ text: page.newLab, href: "/" }}
    />
  );
}
