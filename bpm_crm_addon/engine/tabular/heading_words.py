"""How people head the columns of lists of clients, in English, Russian and Ukrainian.

Each row: what the column holds, then usual headings, as `headings.plain` leaves them.
"""

WORDS = {
    "name": """
        name; full name; display name; client; client name; customer; customer name; counterparty;
        vendor; supplier; partner; account name; contact name; lead name; who; nom; firma name;
        клиент; имя клиента; наименование клиента; покупатель; заказчик; поставщик; контрагент;
        наименование контрагента; имя; фио клиента; наименование; название;
        клієнт; ім'я клієнта; назва клієнта; покупець; замовник; постачальник; назва контрагента;
        ім'я; найменування; назва; найменування контрагента""",
    "company": """
        company; company name; organisation; organization; organisation name; organization name;
        firm; firm name; business name; employer; legal name; account; exhibitor; legal entity;
        компания; название компании; наименование компании; организация; название организации;
        наименование организации; фирма; название фирмы; юридическое лицо; юр лицо; юрлицо;
        предприятие; полное наименование; краткое наименование; сокращенное наименование;
        место работы; работодатель; наименование юридического лица; магазин; торговая точка;
        компанія; назва компанії; організація; назва організації; фірма; назва фірми;
        юридична особа; юр особа; підприємство; назва підприємства; повна назва; скорочена назва;
        повне найменування; місце роботи; магазин; торгова точка""",
    "contact": """
        contact; contact person; contact full name; person; visitor; visitor name; attendee;
        representative; attention; contact person name; responsible person; delegate; participant;
        контакт; контактное лицо; фио; ф и о; имя контакта; фамилия имя отчество; фамилия имя;
        фио контактного лица; представитель; посетитель; участник; контактные лица; фио контакта;
        имя фамилия; имя и фамилия; фамилия и имя; лпр; директор; руководитель; ответственное лицо;
        контактна особа; піб; п і б; прізвище ім'я по батькові; прізвище ім'я; прізвище та ім'я;
        ім'я та прізвище; ім'я прізвище; представник; відвідувач; учасник; піб контактної особи;
        відповідальна особа; керівник; ім'я контакту""",
    "first_name": """
        first name; given name; forename; firstname; имя контактного лица; ім'я контактної особи""",
    "last_name": """
        last name; surname; family name; lastname; фамилия; прізвище""",
    "patronymic": """
        middle name; patronymic; отчество; по батькові""",
    "phone": """
        phone; phone number; telephone; tel; telephone number; work phone; business phone;
        office phone; contact phone; phones; tel no; phone no; main phone; landline; contact number;
        телефон; тел; номер телефона; контактный телефон; рабочий телефон; телефоны; раб тел;
        телефон рабочий; городской телефон; телефон организации; контактные телефоны; конт тел;
        телефон факс; номер; тел раб; телефон контактный; телефон компании;
        номер телефону; контактний телефон; робочий телефон; телефони; телефон робочий;
        контактні телефони; міський телефон; телефон організації; тел факс""",
    "mobile": """
        mobile; mobile phone; cell; cell phone; mobile number; cellphone; whatsapp; viber;
        telegram phone; mob; gsm; phone 2; second phone; additional phone; other phone; mobile no;
        мобильный; мобильный телефон; моб; моб тел; сотовый; сотовый телефон; телефон мобильный;
        доп телефон; дополнительный телефон; телефон 2; второй телефон; вайбер; номер мобильного;
        мобільний; мобільний телефон; телефон мобільний; додатковий телефон; другий телефон;
        дод телефон; номер мобільного""",
    "email": """
        email; e mail; mail; email address; e mail address; emails; work email; business email;
        contact email; mailbox; электронная почта; эл почта; почта; электронный адрес; емейл; имейл;
        мейл; адрес электронной почты; эл адрес; почтовый ящик; e mail контакта; имэйл;
        електронна пошта; ел пошта; пошта; електронна адреса; емейл; адреса електронної пошти;
        ел адреса; скринька""",
    "vat": """
        vat; tax id; vat number; tax number; tin; tax code; vat id; vat no; tax id number; ein;
        taxpayer number; tax identification number; fiscal code; company tax id; tax no;
        инн; инн организации; инн клиента; инн контрагента; налоговый номер; унп; бин; иин; инн кпп;
        идентификационный номер; идентификационный код; код налогоплательщика;
        єдрпоу; код єдрпоу; іпн; едрпоу; код едрпоу; окпо єдрпоу; рнокпп; інн; код платника;
        податковий номер; ідентифікаційний код; ідентифікаційний номер; єдрпоу іпн; єдрпоу рнокпп;
        код за єдрпоу; єдрпоу ідентифікаційний код""",
    "company_registry": """
        company id; registration number; company registry; registry number; company number;
        reg no; registration no; company registration number;
        огрн; огрнип; регистрационный номер; окпо; рег номер; огрн огрнип;
        реєстраційний номер; номер реєстрації; номер витягу""",
    "kpp": "kpp; кпп",
    "address": """
        address; full address; postal address; location; mailing address; legal address;
        business address; office address; delivery address; company address;
        адрес; полный адрес; почтовый адрес; юридический адрес; юр адрес; фактический адрес;
        факт адрес; адрес доставки; местонахождение; адрес компании; адрес организации;
        адреса; повна адреса; поштова адреса; юридична адреса; юр адреса; фактична адреса;
        адреса доставки; місцезнаходження; адреса компанії; факт адреса""",
    "street": """
        street; street address; address line 1; address 1; street 1; street and number;
        улица; улица дом; улица и дом; ул; вулиця; вулиця будинок; вул; вулиця та будинок""",
    "street2": """
        street 2; street2; address line 2; address 2; building; suite; office; apartment;
        дом; офис; корпус; квартира; здание; будинок; офіс; квартира; корпус""",
    "city": """
        city; town; locality; place; city town; город; населенный пункт; нас пункт; гор;
        місто; населений пункт; нас пункт""",
    "zip": """
        zip; zip code; postal code; postcode; post code; zip postal code; postal index;
        индекс; почтовый индекс; індекс; поштовий індекс""",
    "state": """
        state; province; region; county; state province; область; регион; край; республика;
        область край; регіон; обл""",
    "country": """
        country; country name; country code; nation; страна; государство; країна; держава""",
    "website": """
        website; web site; web; url; site; homepage; web page; internet; company website; www;
        сайт; веб сайт; интернет сайт; адрес сайта; сайт компании; домен; интернет;
        вебсайт; інтернет сайт; адреса сайту; сайт компанії; інтернет""",
    "function": """
        position; job position; job title; job; title; role; function; occupation; post; profession;
        должность; должность контактного лица; роль; профессия; кем работает;
        посада; посада контактної особи; професія""",
    "comment": """
        comment; comments; note; notes; remark; remarks; description; memo; internal notes; details;
        additional information; info; other; interest; interested in; what was discussed;
        комментарий; комментарии; примечание; примечания; заметка; заметки; описание; прочее;
        доп информация; дополнительная информация; чем интересуется; интерес; о чем говорили;
        результат; коментар; коментарі; примітка; примітки; нотатка; нотатки; опис; інше;
        додаткова інформація; дод інформація; чим цікавиться; інтерес""",
    "roles": """
        roles; counterparty role; role of counterparty; роли; роль контрагента; ролі""",
    "tags": """
        tag; tags; category; categories; label; labels; segment; group; groups; type of client;
        тег; теги; категория; категории; метка; метки; сегмент; группа; группы; вид деятельности;
        тип клиента; отрасль; сфера деятельности; направление;
        категорія; категорії; мітка; мітки; група; групи; вид діяльності; тип клієнта; галузь;
        сфера діяльності; напрямок""",
    "user": """
        salesperson; sales person; account manager; manager; responsible; owner; sales rep;
        sales representative; assigned to; agent; salesman; sales manager;
        менеджер; ответственный; ответственный менеджер; продавец; торговый представитель; куратор;
        торгпред; менеджер по продажам; персональный менеджер; ведет;
        відповідальний; відповідальний менеджер; продавець; торговий представник;
        менеджер з продажу; торгпред; менеджер з продажів""",
    "ref": """
        reference; ref; customer code; client code; internal reference; customer number; client id;
        customer id; account number; external code; code; client no; vendor code; id;
        код; код клиента; номер клиента; код контрагента; артикул клиента; внешний код; код 1с;
        код клієнта; номер клієнта; зовнішній код; шифр""",
    "lang": "language; lang; язык; язык общения; мова; мова спілкування",
    "kind": """
        is company; is a company; company type; type; person or company; entity type; client kind;
        тип контрагента; вид контрагента; физ юр; тип лица; юр физ лицо; тип; юр физ;
        тип особи; вид контрагента; фіз юр""",
    "nothing": """
        no; n; number; row; line; row number; #; №; № п п; п п; номер п п; nr; npp; no pp; nn;
        порядковый номер; порядковий номер; номер строки; номер рядка; № з п; з п""",
}
