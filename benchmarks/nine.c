/* The nine questions of the landing view in one pass over a fact held as codes: the least that a machine can do for them.
   A code array has its number of words behind it; ``days`` is how long a case has been in hand, -1 before that. */
#include <stdint.h>

enum { KPIS = 8, ASSIGNED = 2, REPLIED = 3, OVERDUE = 5 };

/* The first day by which half have ended, by the product limit; -1 where the curve does not come down to it. */
static int32_t half(const int32_t *ended, const int32_t *waiting, int32_t top) {
    int64_t at_risk = 0;
    double open = 1.0;
    for (int32_t day = 0; day < top; day++) at_risk += ended[day] + waiting[day];
    for (int32_t day = 0; day < top; day++) {
        if (ended[day]) open *= 1.0 - (double)ended[day] / (double)at_risk;
        at_risk -= ended[day] + waiting[day];
        if (ended[day] + waiting[day] && open <= 0.5 + 1e-12) return day;
    }
    return -1;
}

/* ``is``: a bit for each of the eight numbers of the head. ``hist``: 2 x (categories + 1) x top, the last row for all. */
void nine(int64_t n, const uint8_t *is, const uint8_t *colour, const uint8_t *stage, const uint16_t *district,
          const uint16_t *month, const uint16_t *unit, const uint16_t *sector, const uint16_t *category,
          const int32_t *days, int32_t categories, int32_t top, int32_t shown, int64_t *kpis, int32_t *colours,
          int32_t *months, int32_t *units, int32_t *stages, int32_t *sectors, int32_t *hist, int32_t *medians,
          int64_t *rows) {
    const int64_t whole = (int64_t)categories + 1;
    int32_t found = 0;
    for (int64_t i = 0; i < n; i++) {
        const uint8_t now = is[i];
        for (int bit = 0; bit < KPIS; bit++) kpis[bit] += now >> bit & 1;
        const int assigned = now >> ASSIGNED & 1, replied = now >> REPLIED & 1, overdue = now >> OVERDUE & 1;
        colours[district[i] * 8 + colour[i]] += assigned;
        months[month[i] * 2]++;
        months[month[i] * 2 + 1] += replied;
        units[unit[i] * 2] += assigned;
        units[unit[i] * 2 + 1] += overdue;
        stages[stage[i]]++;
        sectors[sector[i]]++;
        if (days[i] >= 0) hist[((replied ? 0 : whole) + category[i]) * top + days[i]]++;
        if (overdue && found < shown) rows[found++] = i;
    }
    for (int64_t c = 0; c < categories; c++)
        for (int side = 0; side < 2; side++)
            for (int32_t day = 0; day < top; day++)
                hist[(side * whole + categories) * top + day] += hist[(side * whole + c) * top + day];
    for (int64_t c = 0; c < whole; c++) medians[c] = half(hist + c * top, hist + (whole + c) * top, top);
}
