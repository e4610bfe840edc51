"use client";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { MessagePage } from "#components/shell/message-page.tsx";

/** Something of ours broke while drawing. The race is the server's and goes on. */
export default function PageError() {
  const { page } = useMessages();
  return (
    <MessagePage
      title={page.crashTitle}
      body={page.crashBody}
      action={{
        text: page.reload,
        onClick: () => {
          window.location.reload();
        },
      }}
    />
  );
}
