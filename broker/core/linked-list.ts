/** The links a member of a {@link LinkedList} carries itself, so that leaving needs no search. */
export interface Links<Self extends Links<Self>> {
  list: LinkedList<Self> | undefined;
  next: Self | undefined;
  previous: Self | undefined;
}

/** A doubly linked list: append, remove and the first member in O(1). A member is in one list at a time. */
export class LinkedList<Member extends Links<Member>> {
  #first: Member | undefined;
  #last: Member | undefined;

  get first(): Member | undefined {
    return this.#first;
  }

  append(member: Member): void {
    if (member.list !== undefined) throw new Error("already in a list");
    member.list = this;
    member.previous = this.#last;
    if (this.#last === undefined) this.#first = member;
    else this.#last.next = member;
    this.#last = member;
  }

  remove(member: Member): void {
    if (member.list !== this) throw new Error("not in this list");
    const { next, previous } = member;
    if (previous === undefined) this.#first = next;
    else previous.next = next;
    if (next === undefined) this.#last = previous;
    else next.previous = previous;
    member.list = member.next = member.previous = undefined;
  }

  /** Members may be removed while it is walked, the present one included. */
  *[Symbol.iterator](): Generator<Member> {
    for (let member = this.#first; member !== undefined;) {
      const { next } = member;
      yield member;
      member = next;
    }
  }
}
