/** Coverage as a newsroom pastes it in (docs/import.md): an invented day on a canal, one entry in Russian, furniture around it. */
export const COVERAGE = `Saturday, May 6, 1995

The last lock opens: barges reach the sea again after sixty years

The Wendel canal was filled with water at dawn, and eleven boats are on their way to the coast.

The canal was dug by hand in the 1820s and closed in 1935, when the railway had taken its coal. Volunteers have spent nineteen winters on its bricks, "mostly up to the waist", as their chairwoman puts it.

Twelve locks have new gates of oak. The smallest is barely wider than the boats that must pass it. [Wendel Courier]


  1. The first boat, the Patience, has left the basin with the band of the fire brigade on its roof.

  2. A cow has been led off the towpath at the second lock.

    "She was here first", says the lock-keeper, who let her finish.

  3. На борту одного из судов — гости из Петербурга. Они говорят, что такого тихого путешествия у них ещё не было.

    Капитан отвечает, что тише всего было последние шестьдесят лет.

  4. Lock nine leaks. It has always leaked, say the older ones in the crowd, and the boats go on.

  5. The Patience has reached the sea at 6:40 pm. The harbour master charges her nothing.


Wendel Today

Featured Post

How to build a lock gate : oak, tar and a very long saw

Every gate hangs on a single post, and the post is a single tree. The carpenter who chose the twenty-four of them walked through the forest for ...

Blog Widget by LinkWithin
`;
