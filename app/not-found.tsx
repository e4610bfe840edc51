"use client";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { MessagePage } from "#components/shell/message-page.tsx";

export default function NotFound() {
  const { page } = useMessages();
  return (
    <MessagePage
      title={page.notFoundTitle}
      body={page.notFoundBody}
      action={{ text: page.newLab, href: "/" }}
    />
  );
}
