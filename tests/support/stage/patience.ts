import { configure } from "@testing-library/react";

// Menus, popovers and dialogs are loaded when first shown: a busy machine takes its time.
configure({ asyncUtilTimeout: 30_000 });
