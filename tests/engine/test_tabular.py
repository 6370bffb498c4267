"""The corpus: headings and sheets as people write them. "auto-map ≥90 % of usual headings"."""

import pytest

from odoo.addons.bpm_crm_addon.engine.tabular.headings import guess_all, is_usual
from odoo.addons.bpm_crm_addon.engine.tabular.tables import find_tables
from odoo.addons.bpm_crm_addon.engine.tabular.text_file import grid_of

# heading: what the column holds; None where it may be left out.
CORPUS = {
    "name": "Name|Client name|Customer|Vendor name|Counterparty|Клиент|Контрагент|Заказчик:|"
    "Покупатель|"
    "Назва клієнта|Замовник|Контрагент (найменування)|Имя клиента|Display Name",
    "company": "Company|Company Name|Organisation|Organization name|Firm|Legal entity|"
    "Название компании|"
    "Организация|Юр. лицо|Фирма|Наименование организации|Компанія|Назва організації|Підприємство|"
    "Полное наименование",
    "contact": "Contact person|Contact|Visitor name|Contact name (person)|ФИО|Ф.И.О.|"
    "Контактное лицо|"
    "Фамилия Имя Отчество|Имя и фамилия|ПІБ|Контактна особа|Прізвище та ім'я|Представитель",
    "first_name": "First name|Given Name|FirstName",
    "last_name": "Last name|Surname|Фамилия|Прізвище|Family name",
    "patronymic": "Middle name|Отчество|По батькові",
    "phone": "Phone|Phone number|Tel.|Telephone|Work phone|Телефон|Тел.|Контактный телефон|"
    "Телефон рабочий|"
    "Номер телефону|Контактний телефон|Тел./факс|Phone No.|Телефон:",
    "mobile": "Mobile|Mobile phone|Cell phone|WhatsApp|Моб. тел.|Мобильный|Сотовый телефон|"
    "Мобільний телефон|Доп. телефон",
    "email": "Email|E-mail|e-mail address|Mail|E-Mail:|Электронная почта|Почта|Эл. почта|Емейл|"
    "Електронна пошта|Ел. пошта|E-mail адрес|Adress e-mail",
    "vat": "VAT|Tax ID|VAT number|TIN|ИНН|ИНН/КПП|Налоговый номер|ЄДРПОУ|Код ЄДРПОУ|ІПН|РНОКПП|"
    "ЕДРПОУ|"
    "Податковий номер|Tax number",
    "kpp": "КПП|KPP",
    "company_registry": "Registration number|ОГРН|Company ID|ОКПО",
    "address": "Address|Full address|Адрес|Юридический адрес|Адреса|Юридична адреса|"
    "Почтовый адрес|Фактический адрес",
    "street": "Street|Street address|Улица|Вулиця|Address line 1",
    "city": "City|Town|Город|Місто|Населённый пункт|Населений пункт",
    "zip": "Zip|ZIP code|Postal code|Postcode|Индекс|Почтовый индекс|Поштовий індекс",
    "state": "State|Region|Область|Регион|Регіон|Province",
    "country": "Country|Страна|Країна|Country name",
    "website": "Website|Web site|URL|Сайт|Веб-сайт|Сайт компании|Вебсайт",
    "function": "Position|Job title|Title|Job Position|Должность|Посада|Role",
    "comment": "Comment|Comments|Notes|Note|Remarks|Комментарий|Примечание|Заметки|Коментар|"
    "Примітка|"
    "Чем интересуется|Interested in|Додаткова інформація",
    "roles": "Roles|Роли|Ролі",
    "tags": "Tags|Category|Tag|Категория|Теги|Группа|Категорія|Вид деятельности",
    "user": "Salesperson|Account manager|Manager|Менеджер|Ответственный|Відповідальний|Sales rep",
    "ref": "Reference|Customer code|Код клиента|Код|Код контрагента|Код клієнта",
    "lang": "Language|Язык|Мова",
    None: "№|No.|№ п/п|#|Mood of the day|Card colour",
}
PAIRS = [(heading, target) for target, words in CORPUS.items() for heading in words.split("|")]


def test_at_least_nine_of_ten_usual_headings_are_understood():
    wrong = [
        (heading, target, guess_all([heading])[0])
        for heading, target in PAIRS
        if guess_all([heading])[0] != target
    ]
    assert len(PAIRS) >= 120
    assert len(wrong) <= len(PAIRS) // 10, wrong
    assert not [found for heading, target, found in wrong if target is None and found], (
        "no guess where nobody knows"
    )


@pytest.mark.parametrize(
    "row",
    [
        ["ООО Ромашка", "Иванов Иван", "директор", "7707083893"],
        ["Gemini Furniture", "Ann Lee", "+1 650 555 0111", "Fairfield"],
        ["1", "2", "3"],
        ["2026-01-31", "ann@x.com"],
    ],
)
def test_data_are_not_taken_for_headings(row):
    assert sum(map(is_usual, row)) < len(row) / 2


def test_a_sheet_with_titles_gaps_remarks_and_a_total():
    grid = [
        ["ООО «Вектор»", "", "", ""],
        ["Список клиентов на 01.11.2026", "", "", ""],
        [],
        ["№", "Наименование", "", "Телефон"],
        ["1", "Альфа", "", "111"],
        ["2", "Бета", "", "222"],
        [],
        ["3", "Гамма", "", "333"],
        ["Итого:", "", "", "3"],
        [],
        ["Составил: Петров", "", "", ""],
    ]
    [table] = find_tables(grid, known=is_usual)
    assert table.headings == ["№", "Наименование", "Телефон"]
    assert [row[1] for row in table.rows] == ["Альфа", "Бета", "Гамма"]
    assert table.numbers == [5, 6, 8]
    assert table.title == "ООО «Вектор» Список клиентов на 01.11.2026"


def test_a_sheet_of_nothing_has_no_table():
    assert find_tables([]) == find_tables([[], ["", ""]]) == []
    assert find_tables([["just a title"]]) == []


def test_a_list_without_headings_keeps_its_first_row():
    [table] = find_tables(
        [["Ann", "+32 470 111", "ann@x.org"], ["Bob", "+32 470 222", "bob@x.org"]], known=is_usual
    )
    assert table.headings == ["Column A", "Column B", "Column C"]
    assert len(table.rows) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "cp866"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_text_files(encoding, delimiter):
    text = (
        delimiter.join(["Фамилия", "Город"]) + "\r\n" + delimiter.join(["Петрова", "Омск"]) + "\r\n"
    )
    assert grid_of(text.encode(encoding)) == [["Фамилия", "Город"], ["Петрова", "Омск"]]
